import { isDeepStrictEqual } from 'node:util'
import { formatLogfmt, parseLogfmt } from '../base/logfmt.ts'
import { parseDuration } from '../base/format.ts'
import { fuzz } from '../testing/fuzz/fuzz.ts'
import { asJson } from '../testing/fuzz/kept-cases.ts'
import { largeTexts } from '../testing/fuzz/large-texts.ts'
import { mutatedText } from '../testing/fuzz/mutate-text.ts'
import { drawnRef } from '../testing/trace-notation.ts'
import { landing, parseGoTo } from './go-to.ts'
import { type Place, followedPlace, hrefOf, placeOf, sourceOf, withSource } from './places.ts'

const [batch, order] = ['batch/process', 'order/receive'].map(drawnRef)
const followed = followedPlace([], batch, 'link', order)

const HREFS = [
  '/',
  '/?service=shop&operation=GET%20%2F&attributes=a%3D%22b%20c%22&status=error&limit=100&sort=oldest',
  '/?time=custom&from=1&to=2&links=in&linksTo=4bf92f3577b34da6a3ce929d0e0e4736&raw=%7B%7D&source=jaeger',
  '/map?by=services&edge=0123456789abcdef&time=7d',
  hrefOf(followed),
  hrefOf({ ...followed, view: 'graph', tab: 'linked-from', twin: 2, chain: '0123456789abcdef' }),
  hrefOf({ ...followed, view: 'journey', leg: order }),
  `${hrefOf(followed)}&hops=3&layout=timeline&open=a&expand=b&filter=links&zoom=1-2`,
  `/go?to=00-${order.traceId}-${order.spanId}-01`,
]

fuzz<string>({
  name: 'address',
  form: asJson(),
  // The browser’s address begins with a slash; what follows anyone may write.
  cases: mutatedText(HREFS).map((text) => `/${text.replace(/^\//, '')}`),
  sizeOf: (href) => href.length,
  large: [...largeTexts()].flatMap(([what, text]) => [
    [`${what} as a path`, `/trace/${text}`] as const,
    [`${what} as a query`, `/trace/${order.traceId}?trail=${text}&span=${text}`] as const,
  ]),
  check(href) {
    const place = placeOf(href)
    expectIds(place)
    const again = placeOf(hrefOf(place))
    if (!isDeepStrictEqual(again, place)) {
      throw new Error(`written and read again it is ${JSON.stringify(again)}`)
    }
    const other = withSource(href, sourceOf(href))
    if (sourceOf(other) !== sourceOf(href)) throw new Error('the source is another')
    landing(href)
  },
})

const PASTED = [
  order.traceId,
  `${order.traceId}:${order.spanId}`,
  `00-${order.traceId}-${order.spanId}-01`,
  `traceparent: 00-${order.traceId}-${order.spanId}-01`,
  `https://jaeger.example/trace/${order.traceId}?uiFind=${order.spanId}`,
  `http://localhost:4319${hrefOf(followed)}`,
  `https://pages.example/app/#${hrefOf(followed)}`,
  `{"trace_id":"${order.traceId}","span_id":"${order.spanId}"}`,
  encodeURIComponent(`trace=${order.traceId}`),
]

fuzz<string>({
  name: 'pasted-text',
  form: asJson(),
  cases: mutatedText(PASTED),
  sizeOf: (text) => text.length,
  large: [...largeTexts()],
  check(text) {
    const found = parseGoTo(text)
    if (!found.ok) {
      if (!/^[A-Z].*\.$/.test(found.why)) throw new Error(`no sentence: ${found.why}`)
      return
    }
    expectIds(found.place)
    const { traceId, spanId } = found.place
    const mentioned = digitsOf(text)
    for (const id of [traceId, spanId]) {
      if (id !== null && !mentioned.includes(id.replace(/^0+/, ''))) {
        throw new Error(`${id} does not stand in the text`)
      }
    }
  },
})

fuzz<string>({
  name: 'search-text',
  form: asJson(),
  cases: mutatedText(['order.id=A-1003 retry=true', 'a="b c" d="\\"e\\""', '300ms', '1.5s', '2h']),
  sizeOf: (text) => text.length,
  large: [...largeTexts()],
  check(text) {
    const found = parseLogfmt(text)
    if (found.ok) {
      const again = parseLogfmt(formatLogfmt(found.pairs))
      if (!again.ok || JSON.stringify(again.pairs) !== JSON.stringify(found.pairs)) {
        throw new Error(`written and read again it is ${JSON.stringify(again)}`)
      }
    }
    const duration = parseDuration(text)
    if (duration !== null && !(duration >= 0)) throw new Error(`a duration of ${duration}`)
  },
})

function expectIds(place: Place): void {
  if (place.screen !== 'trace') return
  const refs = [...place.trail.map(({ from }) => from), ...(place.leg ? [place.leg] : [])]
  const traceIds = [place.traceId, ...refs.map(({ traceId }) => traceId)]
  const spanIds = [
    place.spanId,
    ...refs.map(({ spanId }) => spanId),
    ...place.trail.map((h) => h.to),
  ]
  const wrong =
    traceIds.find((id) => !/^[0-9a-f]{32}$/.test(id)) ??
    spanIds.find((id) => id !== null && !/^[0-9a-f]{16}$/.test(id))
  if (wrong !== undefined) throw new Error(`${wrong} is no id`)
}

/** All hex digits of a text one after the other, however it is encoded: full-width digits are read as they are meant. */
function digitsOf(text: string): string {
  const all = [text.normalize('NFKC')]
  for (let i = 0; i < 4; i++) {
    const once = all[i].replaceAll(/(?:%[0-9a-f]{2})+/gi, (run) =>
      Buffer.from(run.replaceAll('%', ''), 'hex').toString(),
    )
    all.push(once)
  }
  const base64 = [...text.matchAll(/[\w+/-]{10,}={0,2}/g)].map(([run]) =>
    Buffer.from(run, 'base64').toString('hex'),
  )
  return [...all.map((one) => one.toLowerCase().replaceAll(/[^0-9a-f]/g, '')), ...base64].join(' ')
}
