import type { Span } from '../src/model/span.ts'
import { fakeTempo } from '../src/testing/fake-tempo.ts'
import { givenUp, serve } from './serve.ts'

export interface RunningTempo {
  readonly url: string
  /** From the search of this number on, counted from now, each waits until it is given up. */
  holdSearches(from: number): void
  stop(): Promise<void>
}

/** The staged Tempo on a port of its own. */
export async function startFakeTempo(spans: readonly Span[]): Promise<RunningTempo> {
  const tempo = fakeTempo(spans)
  let left = Infinity
  const { origin, stop } = await serve(async (request) => {
    const { pathname, search } = new URL(request.url)
    if (pathname === '/api/search' && --left <= 0) await givenUp(request.signal)
    return tempo.fetch(new URL(pathname + search, 'http://tempo'), { headers: request.headers })
  })
  return {
    url: origin,
    holdSearches: (from) => {
      left = from
    },
    stop,
  }
}
