import { ROOT } from './built-program.ts'
import type { Recipe } from './recipe.ts'

/** The explorer's own server with an empty store in memory, to hold the other sources against. */
export const LOCAL: Recipe = {
  name: 'local store',
  version: 'this one',
  kind: 'local',
  program: () => process.execPath,
  missing: '',
  ports: 2,
  plan([port, otlp]) {
    const url = `http://127.0.0.1:${port}`
    const main = `${ROOT}/src/server/main.ts`
    return {
      url,
      otlpHttp: `http://127.0.0.1:${otlp}`,
      ready: `${url}/api/v1/status`,
      args: [main, `--port=${port}`, `--otlp-port=${otlp}`, '--memory', '--no-sample'],
      // What was sent is stored before it is answered.
      countSpans: () => Promise.resolve(Infinity),
    }
  },
  readyWithin: 30_000,
}
