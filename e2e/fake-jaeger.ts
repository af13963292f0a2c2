import type { Span } from '../src/model/span.ts'
import { fakeJaeger } from '../src/testing/fake-jaeger.ts'
import { givenUp, serve } from './serve.ts'

export interface RunningJaeger {
  readonly url: string
  /** From the trace of this number on, counted from now, each that is read waits until it is given up. */
  holdTraces(from: number): void
  stop(): Promise<void>
}

/** The staged Jaeger on a port of its own. `allow`: pages of this origin may read it, as it would be told by its settings. */
export async function startFakeJaeger(
  spans: readonly Span[],
  { allow }: { readonly allow?: string } = {},
): Promise<RunningJaeger> {
  const jaeger = fakeJaeger(spans, '2.20')
  let left = Infinity
  const { origin, stop } = await serve(async (request) => {
    const { pathname, search } = new URL(request.url)
    if (/^\/api\/v3\/traces\/\w/.test(pathname) && --left <= 0) await givenUp(request.signal)
    const answer = await jaeger.fetch(new URL(pathname + search, 'http://jaeger'))
    if (allow !== undefined) answer.headers.set('access-control-allow-origin', allow)
    return answer
  })
  return {
    url: origin,
    holdTraces: (from) => {
      left = from
    },
    stop,
  }
}
