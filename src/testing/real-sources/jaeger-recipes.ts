import { builtProgram } from './built-program.ts'
import { type Plan, type Recipe, getJson } from './recipe.ts'

/** The last Jaeger 1: its memory store keeps no link attributes. */
export const JAEGER_1: Recipe = {
  name: 'Jaeger 1.76',
  version: '1.76.0',
  kind: 'jaeger',
  program: () => builtProgram('jaeger1'),
  missing: 'Jaeger 1.76 is not built',
  ports: 7,
  plan([query, otlp, ...others]) {
    const flags = {
      'query.http-server.host-port': query,
      'collector.otlp.http.host-port': otlp,
      'collector.otlp.grpc.host-port': others[0],
      'query.grpc-server.host-port': others[1],
      'admin.http.host-port': others[2],
      'collector.http-server.host-port': others[3],
      'collector.grpc-server.host-port': others[4],
    }
    return {
      ...jaegerPlan(query, otlp),
      args: Object.entries(flags).map(([flag, port]) => `--${flag}=127.0.0.1:${port}`),
    }
  },
  readyWithin: 30_000,
}

/** The Jaeger 2 of the same commit; its memory store keeps spans as they came. */
export const JAEGER_2: Recipe = {
  name: 'Jaeger 2.13',
  version: '2.13.0',
  kind: 'jaeger',
  program: () => builtProgram('jaeger2'),
  missing: 'Jaeger 2.13 is not built',
  ports: 3,
  plan([query, otlp, grpc], folder) {
    return {
      ...jaegerPlan(query, otlp),
      files: { 'jaeger.yaml': jaegerConfig(query, otlp, grpc) },
      args: ['--config', `${folder}/jaeger.yaml`],
    }
  },
  readyWithin: 30_000,
}

function jaegerPlan(query: number, otlp: number): Omit<Plan, 'args'> {
  const url = `http://127.0.0.1:${query}`
  return {
    url,
    otlpHttp: `http://127.0.0.1:${otlp}`,
    ready: `${url}/api/services`,
    async countSpans(id) {
      const found = (await getJson(`${url}/api/traces/${id}`)) as
        | { readonly data: readonly { readonly spans: readonly unknown[] }[] }
        | undefined
      return found?.data[0]?.spans.length ?? 0
    },
  }
}

function jaegerConfig(query: number, otlp: number, grpc: number): string {
  return `
service:
  extensions: [jaeger_storage, jaeger_query]
  pipelines:
    traces: { receivers: [otlp], exporters: [jaeger_storage_exporter] }
  telemetry:
    metrics: { level: none }
extensions:
  jaeger_query:
    storage: { traces: memory }
    http: { endpoint: "127.0.0.1:${query}" }
    grpc: { endpoint: "127.0.0.1:${grpc}" }
  jaeger_storage:
    backends: { memory: { memory: { max_traces: 100000 } } }
receivers:
  otlp: { protocols: { http: { endpoint: "127.0.0.1:${otlp}" } } }
exporters:
  jaeger_storage_exporter: { trace_storage: memory }
`
}
