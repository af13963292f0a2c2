import type { Span } from '../../model/span.ts'
import type { Fetch } from '../../sources/http.ts'
import { type JaegerVersion, fakeJaeger } from '../fake-jaeger.ts'
import { type SignozVersion, fakeSignoz } from '../fake-signoz.ts'
import { fakeTempo } from '../fake-tempo.ts'
import { fakeVictoria } from '../fake-victoria.ts'
import type { LossId } from './losses.ts'
import type { Exemption } from './subject.ts'
import { LOST_BY, STAGED_JAEGER_JSON } from './lost-by.ts'

/** A source played in this process; the suite also shows where its play differs from the real one. */
export interface Staged {
  readonly name: string
  readonly kind: 'jaeger' | 'tempo' | 'victoria' | 'signoz'
  readonly losses: readonly LossId[]
  readonly unreadable?: readonly string[]
  readonly exempt?: readonly Exemption[]
  answer(spans: readonly Span[]): Fetch
}

const signoz = (version: SignozVersion): Staged => ({
  name: `a staged SigNoz, ${version}`,
  kind: 'signoz',
  losses: ['linkAttributes'],
  exempt: ['whole spans', 'unknown service'],
  answer(spans) {
    const { answer } = fakeSignoz(spans, { version })
    return async (input, init) => {
      init?.signal?.throwIfAborted()
      return answer(new Request(input, init))
    }
  },
})

const jaeger = (version: JaegerVersion, losses: readonly LossId[]): Staged => ({
  name: `a staged Jaeger, ${version}`,
  kind: 'jaeger',
  losses,
  answer: (spans) => fakeJaeger(spans, version).fetch,
})

export const STAGED: readonly Staged[] = [
  { ...jaeger('legacy', STAGED_JAEGER_JSON), unreadable: ['not-a-number'] },
  jaeger('2.13', []),
  jaeger('2.18', []),
  jaeger('2.20', []),
  jaeger('v3 only', []),
  {
    name: 'a staged Tempo, protobuf',
    kind: 'tempo',
    losses: [],
    answer: (spans) => fakeTempo(spans).fetch,
  },
  {
    name: 'a staged Tempo, JSON',
    kind: 'tempo',
    losses: [],
    answer: (spans) => fakeTempo(spans, { json: true }).fetch,
  },
  {
    name: 'a staged VictoriaTraces, LogsQL',
    kind: 'victoria',
    losses: LOST_BY['VictoriaTraces, stand-in'],
    answer: (spans) => fakeVictoria(spans).fetch,
  },
  signoz('0.131.0'),
  signoz('0.138.0'),
]
