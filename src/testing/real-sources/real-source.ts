import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TraceId } from '../../model/ids.ts'
import { startChild, waitFor } from './child.ts'
import { freePorts } from './free-ports.ts'
import { JAEGER_1, JAEGER_2 } from './jaeger-recipes.ts'
import { LOCAL } from './local-recipe.ts'
import type { Recipe } from './recipe.ts'
import { TEMPO } from './tempo-recipe.ts'
import { VICTORIA } from './victoria-recipe.ts'

/** Every source that the tests start for real; `local` is the explorer's own server. */
export const RECIPES = {
  local: LOCAL,
  jaeger1: JAEGER_1,
  jaeger2: JAEGER_2,
  tempo: TEMPO,
  victoria: VICTORIA,
} as const satisfies Readonly<Record<string, Recipe>>

export type RealSourceKind = keyof typeof RECIPES

export interface RealSource extends AsyncDisposable {
  /** "Jaeger 2.13". */
  readonly name: string
  readonly version: string
  /** The explorer's word for it: `--source ${kind}=${url}`. */
  readonly kind: Recipe['kind']
  /** Where its API begins, without a slash at the end. */
  readonly url: string
  /** For `OTEL_EXPORTER_OTLP_ENDPOINT`; `/v1/traces` comes after it. */
  readonly otlpHttp: string
  /** Returns once searches find all these spans; how many each trace has. Rejects after 30 s. */
  settled(traces: ReadonlyMap<TraceId, number>): Promise<void>
  /** From now on it accepts connections and answers nothing, until {@link resume}. */
  pause(): Promise<void>
  resume(): void
  /** Kills the program and removes its data: from then on connections are refused. Further calls do nothing. */
  stop(): Promise<void>
}

/** Why a source can't be started here; undefined: it can. What is missing without need is for a test to fail on, not to skip. */
export function whyMissing(kind: RealSourceKind): string | undefined {
  const { program, missing } = RECIPES[kind]
  return program() === undefined ? missing : undefined
}

/**
 * Starts a source on free ports of the loopback, with an empty store in a folder of its own, and returns once it answers and
 * takes spans. It ends with `stop`, with `await using`, or with this process.
 */
export async function startRealSource(kind: RealSourceKind): Promise<RealSource> {
  const {
    name,
    version,
    kind: sourceKind,
    program,
    missing,
    ports,
    plan,
    readyWithin,
  } = RECIPES[kind]
  const command = program()
  if (command === undefined) throw new Error(`${missing}: run \`npm run test:sources\``)
  const folder = await mkdtemp(join(tmpdir(), `${kind}-`))
  const {
    args,
    files = {},
    url,
    otlpHttp,
    ready,
    countSpans,
  } = plan(await freePorts(ports), folder)
  for (const [file, text] of Object.entries(files)) await writeFile(join(folder, file), text)
  const child = startChild(name, command, args)
  const stop = async () => {
    await child.stop()
    await rm(folder, { recursive: true, force: true })
  }
  try {
    const answers = async () => (await isOk(ready)) && takesSpans(otlpHttp)
    await waitFor(`${name} gets ready`, child, answers, { within: readyWithin })
  } catch (error) {
    await stop()
    throw error
  }
  return {
    name,
    version,
    kind: sourceKind,
    url,
    otlpHttp,
    async settled(traces) {
      const missing = new Map(traces)
      const check = async () => {
        for (const [id, spans] of missing) {
          const found = await countSpans(id)
          if (found < spans) throw new Error(`${found} of ${spans} spans of trace ${id}`)
          missing.delete(id)
        }
        return true
      }
      await waitFor(`${name} finds what it was sent`, child, check, { within: 30_000 })
    },
    async pause() {
      child.pause()
      // The signal takes a moment to reach all of a program's threads.
      while (await answers(url));
    },
    resume: child.resume,
    stop,
    [Symbol.asyncDispose]: stop,
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(300) })
    await answer.body?.cancel()
    return true
  } catch {
    return false
  }
}

async function isOk(url: string): Promise<boolean> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(2000) })
  await answer.body?.cancel()
  return answer.ok
}

/** The receiver may come up after the API. */
async function takesSpans(endpoint: string): Promise<boolean> {
  const answer = await fetch(`${endpoint}/v1/traces`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"resourceSpans":[]}',
    signal: AbortSignal.timeout(2000),
  })
  await answer.body?.cancel()
  return answer.ok
}
