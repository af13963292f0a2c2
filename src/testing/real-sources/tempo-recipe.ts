import { builtProgram } from './built-program.ts'
import { type Recipe, getJson } from './recipe.ts'

/** A Tempo of one process with its blocks in a folder. */
export const TEMPO: Recipe = {
  name: 'Tempo 2.8',
  version: '2.8 (87c2dc380cec)',
  kind: 'tempo',
  program: () => builtProgram('tempo'),
  missing: 'Tempo 2.8 is not built',
  ports: 4,
  plan(ports, folder) {
    const [http, otlp] = ports
    const url = `http://127.0.0.1:${http}`
    return {
      url,
      otlpHttp: `http://127.0.0.1:${otlp}`,
      ready: `${url}/ready`,
      files: { 'tempo.yaml': tempoConfig(ports, folder) },
      args: [`-config.file=${folder}/tempo.yaml`],
      async countSpans(id) {
        // Tempo 2.8 compares with ids that have lost their leading zeros, and doesn't take them off the query's.
        const spellings = [id, id.replace(/^0+/, '')].map((text) => `trace:id = "${text}"`)
        const q = `{ ${spellings.join(' || ')} }`
        const query = new URLSearchParams({ q, limit: '1', spss: '1' })
        const found = (await getJson(`${url}/api/search?${query}`)) as {
          readonly traces?: readonly {
            readonly spanSets: readonly { readonly matched: number }[]
          }[]
        }
        return found.traces?.[0]?.spanSets[0]?.matched ?? 0
      },
    }
  },
  readyWithin: 90_000,
}

/**
 * Spans can be searched about a second after they came, whenever they began: by default Tempo waits longer, and searches what it has
 * not yet stored for good only for recent times.
 */
function tempoConfig([http, otlp, grpc, gossip]: readonly number[], folder: string): string {
  return `
server:
  http_listen_address: 127.0.0.1
  http_listen_port: ${http}
  grpc_listen_address: 127.0.0.1
  grpc_listen_port: ${grpc}
  log_level: warn
distributor:
  receivers: { otlp: { protocols: { http: { endpoint: "127.0.0.1:${otlp}" } } } }
ingester:
  trace_idle_period: 500ms
  flush_check_period: 500ms
  lifecycler: { min_ready_duration: 0s, address: 127.0.0.1 }
memberlist:
  bind_addr: [127.0.0.1]
  bind_port: ${gossip}
query_frontend:
  search: { query_backend_after: 0s, query_ingesters_until: 168h }
storage:
  trace:
    backend: local
    wal: { path: "${folder}/wal" }
    local: { path: "${folder}/blocks" }
overrides:
  defaults:
    # By default 5 MB: what goes beyond is dropped, and the sender not told.
    global: { max_bytes_per_trace: 100000000 }
    ingestion: { rate_limit_bytes: 200000000, burst_size_bytes: 200000000 }
usage_report: { reporting_enabled: false }
`
}
