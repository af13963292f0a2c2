import { foundProgram } from './built-program.ts'
import type { Recipe } from './recipe.ts'

/** VictoriaTraces, where there is one: VICTORIA_TRACES_BIN, `victoria-traces` on PATH, or built by the setup. */
export const VICTORIA: Recipe = {
  name: 'VictoriaTraces',
  version: '0.12.0 or what was found',
  kind: 'victoria',
  program: () => foundProgram('victoria-traces', 'VICTORIA_TRACES_BIN'),
  missing:
    'VictoriaTraces could not be built here, so nothing was tested against it; ' +
    'with VICTORIA_TRACES_BIN, or victoria-traces on PATH, it is',
  ports: 1,
  plan([port], folder) {
    const url = `http://127.0.0.1:${port}`
    return {
      url,
      otlpHttp: `${url}/insert/opentelemetry`,
      ready: `${url}/health`,
      // By default spans can be searched after half a minute.
      args: [
        `-storageDataPath=${folder}/data`,
        `-httpListenAddr=127.0.0.1:${port}`,
        '-search.latencyOffset=0s',
        '-insert.traceMaxDuration=2s',
        '-insert.indexFlushInterval=1s',
      ],
      async countSpans(id) {
        const query = new URLSearchParams({ query: `trace_id:="${id}" span_id:*` })
        const answer = await fetch(`${url}/select/logsql/query?${query}`)
        if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`)
        return (await answer.text()).split('\n').filter(Boolean).length
      },
    }
  },
  readyWithin: 30_000,
}
