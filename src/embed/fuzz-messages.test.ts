import * as fc from 'fast-check'
import { fuzz } from '../testing/fuzz/fuzz.ts'
import { asJson } from '../testing/fuzz/kept-cases.ts'
import { largeTexts } from '../testing/fuzz/large-texts.ts'
import { changes, mutated } from '../testing/mutate-json.ts'
import { mutatedText } from '../testing/fuzz/mutate-text.ts'
import { drawnRef } from '../testing/trace-notation.ts'
import type { PanelInput } from './panel-input.ts'
import { BadOption, panelOptions } from './panel-options.ts'
import { readFrameMessage, readHostMessage, sealed } from './protocol.ts'

const { traceId, spanId } = drawnRef('order/receive')
const BASE = 'https://host.example/page'

const MESSAGES: readonly object[] = [
  sealed({ type: 'hello', routing: 'host', theme: 'dark', hrefTemplate: '/t/{traceId}' }),
  sealed({ type: 'show', traceId, spanId, view: 'graph', tab: 'links' }),
  sealed({ type: 'select', spanId: null }),
  sealed({ type: 'theme', theme: 'light' }),
  sealed({ type: 'opened', traceId, spans: 3 }),
  sealed({ type: 'resize', width: 1, height: 2, contentHeight: 3 }),
  sealed({ type: 'error', code: 'notFound', message: 'x' }),
]

/** Everything that `postMessage` can carry. */
const anything = fc.anything({
  withBigInt: true,
  withDate: true,
  withMap: true,
  withSet: true,
  withTypedArray: true,
  withSparseArray: true,
  withNullPrototype: true,
  maxDepth: 4,
})
const message = fc.oneof(
  fc.tuple(fc.constantFrom(...MESSAGES), changes).map(([sound, some]) => mutated(sound, some)),
  fc
    .tuple(fc.constantFrom(...MESSAGES), fc.string(), anything)
    .map(([sound, key, value]) => ({ ...sound, [key]: value })),
  fc
    .tuple(
      fc.constantFrom(...MESSAGES),
      fc.constantFrom('type', 'traceId', 'theme', 'version'),
      anything,
    )
    .map(([sound, key, value]) => ({ ...sound, [key]: value })),
  anything,
)

fuzz<unknown>({
  name: 'posted-message',
  form: asJson(),
  cases: message,
  sizeOf: () => 0,
  large: [...largeTexts()].flatMap(([what, text]) => [
    [what, text] as const,
    [`${what} as a template`, sealed({ type: 'hello', hrefTemplate: text })] as const,
    [`${what} as a key`, { ...sealed({ type: 'hello' }), [text]: 1 }] as const,
  ]),
  check(data) {
    for (const read of [readHostMessage, readFrameMessage]) {
      const outcome = read(data)
      if (typeof outcome === 'string') continue
      if (JSON.stringify(outcome).length > 20_000) throw new Error('a long message is let in')
      if (outcome.type === 'show' && !/^[0-9a-f]{32}$/i.test(outcome.traceId)) {
        throw new Error(`${outcome.traceId} is no id`)
      }
    }
  },
})

const OPTIONS: Readonly<Record<string, unknown>> = {
  traceId,
  spanId,
  view: 'graph',
  tab: 'links',
  theme: 'dark',
  zone: 'utc',
  hrefTemplate: 'https://host.example/t/{traceId}?s={spanId}',
  source: { kind: 'jaeger', url: '/jaeger', name: 'Jaeger' },
}
const option = fc.oneof(
  changes.map((some) => mutated(OPTIONS, some)),
  fc
    .tuple(
      fc.constantFrom('traceId', 'hrefTemplate', 'view'),
      mutatedText([traceId, 'https://host.example/t/{traceId}', 'javascript:{traceId}', 'graph']),
    )
    .map(([key, value]) => ({ ...OPTIONS, [key]: value })),
  mutatedText(['/jaeger', 'https://j.example', 'javascript:alert(1)', '//evil.example']).map(
    (url) => ({ ...OPTIONS, source: { kind: 'jaeger', url } }),
  ),
)

fuzz<unknown>({
  name: 'panel-options',
  form: asJson(),
  cases: option.filter((value) => typeof value === 'object' && value !== null),
  sizeOf: () => 0,
  large: [...largeTexts()].map(
    ([what, text]) => [what, { ...OPTIONS, hrefTemplate: text }] as const,
  ),
  check(input) {
    try {
      const { origin, addressOf } = panelOptions(input as PanelInput, BASE)
      if (origin.from === 'address') expectHttp(origin.address.url)
      if (addressOf) {
        const place = { traceId, spanId, view: 'waterfall' } as Parameters<typeof addressOf>[0]
        expectHttp(addressOf(place))
      }
    } catch (error) {
      if (!(error instanceof BadOption)) throw error
    }
  },
})

function expectHttp(address: string): void {
  const { protocol, username } = new URL(address, BASE)
  if (!/^https?:$/.test(protocol) || username !== '') throw new Error(`it leads to ${address}`)
}
