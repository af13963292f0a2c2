import type { Resource, Scope } from '../../model/span.ts'

/** Marks every resource of the sample scenario, so that it can be told from real data and removed. */
export const SAMPLE_ATTRIBUTE = 'trace-link-explorer.sample'

const SCHEMA_URL = 'https://opentelemetry.io/schemas/1.37.0'

/** What the spans of one service share. */
export interface Service {
  readonly resource: Resource
  readonly scope: Scope
}

/** The cast of the scenario. */
export const SERVICES = {
  api: service('orders.api', '4.18.2', 'nodejs 2.1.0', '@opentelemetry/instrumentation-http'),
  batch: service('orders-batch', '2.6.1', 'python 1.37.0', 'orders_batch.worker'),
  db: service('orders-db', '1.9.0', 'go 1.38.0', 'orders-db/pgproxy'),
  inventory: service('inventory', '3.2.0', 'go 1.38.0', 'inventory/http'),
  payments: service('payments', '7.0.4', 'java 1.55.0', 'io.opentelemetry.spring-webmvc-6.0'),
  shipping: service('shipping', '1.14.0', 'go 1.38.0', 'shipping/consumer'),
  notifications: service('notifications', '0.9.7', 'python 1.37.0', 'notifications.digest'),
}

function service(name: string, version: string, sdk: string, scope: string): Service {
  const [language, sdkVersion] = sdk.split(' ')
  const host = `${name.replace('.', '-')}-7c9d4`
  return {
    resource: {
      attributes: [
        { key: 'service.name', value: name },
        { key: 'service.version', value: version },
        { key: 'service.instance.id', value: `${host}/1` },
        { key: 'deployment.environment.name', value: 'sample' },
        { key: 'host.name', value: host },
        { key: 'telemetry.sdk.name', value: 'opentelemetry' },
        { key: 'telemetry.sdk.language', value: language },
        { key: 'telemetry.sdk.version', value: sdkVersion },
        { key: SAMPLE_ATTRIBUTE, value: true },
      ],
      droppedAttributes: 0,
      schemaUrl: SCHEMA_URL,
    },
    scope: {
      name: scope,
      version: sdkVersion,
      attributes: [],
      droppedAttributes: 0,
      schemaUrl: SCHEMA_URL,
    },
  }
}
