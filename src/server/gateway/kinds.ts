import type { UpstreamKind } from '../../sources/gateway-schema.ts'

/** What the gateway knows of a kind of source. */
export interface Kind {
  /** As its makers write it. */
  readonly label: string
  /** An address of one that runs with its defaults on this machine, for messages. */
  readonly example: string
  /**
   * Requests that may pass, `METHOD /path`; `*` stands for one segment, `:name` for a name, which may have slashes in it. Each of
   * them only reads.
   */
  readonly allowed: readonly string[]
  /**
   * Cheap questions that need the credentials that reading traces needs. The next one is asked where a version does not have the
   * one before.
   */
  readonly probes: readonly string[]
  readonly apiKeyHeader: string
  /** For a tenant `a:b` with two headers, the second gets `b`. */
  readonly tenantHeaders: readonly string[]
}

/** jaegertracing.io, API v3 and the older JSON API of the query service. */
const JAEGER = [
  'GET /api/v3/services',
  'GET /api/v3/operations',
  'GET /api/v3/traces',
  'GET /api/v3/traces/*',
  'GET /api/v3/trace-summaries',
  'GET /api/services',
  'GET /api/services/:name/operations',
  'GET /api/operations',
  'GET /api/traces',
  'GET /api/traces/*',
]

/** grafana.com/docs/tempo, HTTP API of 2.x and 3.x. */
const TEMPO = [
  'GET /api/echo',
  'GET /api/status/buildinfo',
  'GET /api/search',
  'GET /api/search/tags',
  'GET /api/search/tag/:name/values',
  'GET /api/v2/search',
  'GET /api/v2/search/tags',
  'GET /api/v2/search/tag/:name/values',
  'GET /api/traces/*',
  'GET /api/v2/traces/*',
]

/** LogsQL takes its arguments from the query string or from a form; only these paths, of which none writes. */
const LOGSQL = ['query', 'field_names', 'field_values'].flatMap((name) => [
  `GET /select/logsql/${name}`,
  `POST /select/logsql/${name}`,
])

/** signoz.io/docs, API v5, and what versions before it have. Its views of a trace pass not: they change between versions. */
const SIGNOZ = [
  'GET /api/v1/version',
  'GET /api/v1/services/list',
  'GET /api/v1/fields/keys',
  'GET /api/v1/fields/values',
  'GET /api/v1/traces/*',
  'POST /api/v5/query_range',
  'POST /api/v3/query_range',
]

const below = (prefix: string, allowed: readonly string[]): string[] =>
  allowed.map((line) => line.replace(' ', ` ${prefix}`))

export const KINDS: { readonly [K in UpstreamKind]: Kind } = {
  jaeger: {
    label: 'Jaeger',
    example: 'http://localhost:16686',
    allowed: JAEGER,
    probes: ['/api/v3/services', '/api/services'],
    apiKeyHeader: 'X-API-Key',
    tenantHeaders: ['x-tenant'],
  },
  tempo: {
    label: 'Tempo',
    example: 'http://localhost:3200',
    allowed: TEMPO,
    // Names of intrinsics are answered without a look at storage, yet ask for the tenant, which /api/echo does not.
    probes: ['/api/v2/search/tags?scope=intrinsic', '/api/search/tags', '/api/echo'],
    apiKeyHeader: 'X-API-Key',
    tenantHeaders: ['X-Scope-OrgID'],
  },
  victoria: {
    label: 'VictoriaTraces',
    example: 'http://localhost:10428',
    allowed: [...below('/select/jaeger', JAEGER), ...below('/select/tempo', TEMPO), ...LOGSQL],
    probes: ['/select/jaeger/api/services'],
    apiKeyHeader: 'X-API-Key',
    tenantHeaders: ['AccountID', 'ProjectID'],
  },
  signoz: {
    label: 'SigNoz',
    example: 'http://localhost:8080',
    allowed: SIGNOZ,
    // /api/v1/version would answer without a key.
    probes: ['/api/v1/services/list'],
    apiKeyHeader: 'SIGNOZ-API-KEY',
    tenantHeaders: ['X-Tenant'],
  },
}
