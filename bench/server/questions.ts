import type { SpanRef } from '../../src/model/ids.ts'
import type { Random } from '../../src/testing/random.ts'
import { quantile } from '../figures.ts'
import { POPULAR } from './documents.ts'

/** What is asked of the server. */
export interface Question {
  readonly name: string
  readonly times: number
  readonly url: () => string
  readonly body?: () => string
}

export type Figure = readonly [p50: number, p95: number, p99: number]

export interface Answers {
  readonly figure: Figure
  readonly count: number
}

/** A question takes no longer, but for what is asked a few times at least. */
const QUESTION_MS = 2500
const AT_LEAST = 5

export interface Asked {
  readonly api: string
  readonly bare: string
  readonly targets: readonly SpanRef[]
  readonly large: SpanRef
  readonly random: Random
}

/** The questions of the screens, and beside them what they can't be faster than. */
export function questions({ api, bare, targets, large, random }: Asked): Question[] {
  const link = () => random.pick(targets)
  const search = (name: string, query: string, times = 60): Question => ({
    name: `search: ${name}`,
    times,
    url: () => `${api}/traces?${query}`,
  })
  return [
    { name: 'status (the price of a request)', times: 500, url: () => `${api}/status` },
    {
      name: 'links to a span',
      times: 2000,
      url: () => `${api}/links?${new URLSearchParams({ ...link() })}`,
    },
    {
      name: 'links to a trace',
      times: 1000,
      url: () => `${api}/links?traceId=${link().traceId}`,
    },
    {
      name: 'links to a trace, counted by span',
      times: 500,
      url: () => `${api}/links/counts?traceId=${link().traceId}`,
    },
    {
      name: 'links to a span, 500 of many',
      times: 60,
      url: () => `${api}/links?${new URLSearchParams({ ...POPULAR[0].ref })}`,
    },
    {
      name: 'resolve 500 spans',
      times: 60,
      url: () => `${api}/spans/resolve`,
      body: () => JSON.stringify({ refs: Array.from({ length: 500 }, link) }),
    },
    { name: 'trace of 50 spans', times: 500, url: () => `${api}/traces/${POPULAR[0].ref.traceId}` },
    { name: 'trace of 10,000 spans', times: 40, url: () => `${api}/traces/${large.traceId}` },
    { name: '– its bytes, bare server', times: 40, url: () => `${bare}/${large.traceId}` },
    search('newest 200', ''),
    search('service and operation', 'service=orders&operation=process%20orders'),
    search('errors', 'status=error'),
    search('errors of a service', 'status=error&service=payments'),
    search('with links', 'links=out'),
    search('linked from', 'links=in'),
    search('over a second', 'minDuration=1000000001'),
    search('attribute of 1 trace in 2', 'attribute=http.route%3D/cart'),
    search('attribute of 1 trace in 100', 'attribute=tenant%3Done-in-a-hundred'),
    search('attribute of 1 trace in 1,000', 'attribute=tenant.plan%3Done-in-a-thousand', 30),
    search('attribute of one trace', 'attribute=order.id%3D7000001', 30),
    search('attribute of none', 'attribute=order.id%3Dnone', 30),
    search('1 trace in 100, longest', 'attribute=tenant%3Done-in-a-hundred&sort=longest', 10),
  ]
}

export async function ask({ times, url, body }: Question): Promise<Answers> {
  const taken: number[] = []
  const until = performance.now() + QUESTION_MS
  while (taken.length < AT_LEAST || (taken.length < times && performance.now() < until)) {
    const init = body
      ? {
          method: 'POST',
          body: body(),
          headers: new Headers({ 'content-type': 'application/json' }),
        }
      : { headers: new Headers({ accept: 'application/x-protobuf, application/json' }) }
    const began = performance.now()
    const answer = await fetch(url(), init)
    await answer.arrayBuffer()
    taken.push(performance.now() - began)
    if (!answer.ok) throw new Error(`${url()}: ${answer.status}`)
  }
  taken.sort((a, b) => a - b)
  const figure = [quantile(taken, 0.5), quantile(taken, 0.95), quantile(taken, 0.99)] as const
  return { figure, count: taken.length }
}
