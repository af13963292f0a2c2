import { describe, expect, test } from 'vitest'
import { landing, parseGoTo } from './go-to.ts'

const T = '4bf92f3577b34da6a3ce929d0e0e4736'
const U = '0af7651916cd43dd8448eb211c80319c'
const S = '00f067aa0ba902b7'
const R = 'b7ad6b7169203331'

function idsOf(text: string): [string, string | null] | string {
  const result = parseGoTo(text)
  return result.ok ? [result.place.traceId, result.place.spanId] : result.why
}

describe('parseGoTo finds', () => {
  test.each([
    ['a trace id', T, T, null],
    ['one in capitals, with space around it', ` ${T.toUpperCase()}\n`, T, null],
    ['traceId:spanId', `${T}:${S}`, T, S],
    ['traceId/spanId', `${T}/${S}`, T, S],
    ['a traceparent value', `00-${T}-${S}-01`, T, S],
    ['a traceparent header', `traceparent: 00-${T}-${S}-01`, T, S],
    ['a Jaeger UI address', `https://jaeger/trace/${T}?uiFind=${S}`, T, S],
    ['a percent-encoded address', `https://g/explore?left=%7B%22query%22%3A%22${T}%22%7D`, T, null],
    ['ids in JSON, span first', `{"spanId":"${S}","traceId":"${T}"}`, T, S],
    ['a log line', `level=error trace_id=${T} span_id=${S} msg="no"`, T, S],
    ['the first of two trace ids', `${T} then ${U}:${R}`, T, null],
    [
      'a Grafana address, encoded once more by a chat',
      `https://g/explore?panes=%257B%2522q%2522%253A%2522${T}%2522%257D`,
      T,
      null,
    ],
    [
      'a Grafana address of a trace',
      `https://g/a/grafana-exploretraces-app/explore?traceId=${T}&spanId=${S}`,
      T,
      S,
    ],
    ['a SigNoz address', `https://signoz.io/trace/${T}?spanId=${S}&levelUp=0&levelDown=0`, T, S],
    [
      'a Zipkin address with an id of 64 bits',
      `http://zipkin:9411/zipkin/traces/${S}`,
      `${'0'.repeat(16)}${S}`,
      null,
    ],
    [
      'a Jaeger address without the leading zero',
      `http://jaeger/trace/${T.slice(1)}`,
      `0${T.slice(1)}`,
      null,
    ],
    ['a Datadog address', `https://app.datadoghq.com/apm/trace/${T}?spanID=${S}`, T, S],
    ['an id as a UUID', '4bf92f35-77b3-4da6-a3ce-929d0e0e4736', T, null],
    [
      'ids in full width, with invisible signs',
      `４ｂｆ9\u200b2f35${T.slice(8)}\u00a0:\u00a0${S}\ufeff`,
      T,
      S,
    ],
    ['ids in base64', '{"traceId":"S/kvNXezTaajzpKdDg5HNg==","spanId":"APBnqgupArc="}', T, S],
    ['an id in a text with a stray percent sign', `100% of %22${T}%22`, T, null],
    ['a trace id beside a zero span id', `${T}:0000000000000000`, T, null],
  ])('%s', (_, text, traceId, spanId) => {
    expect(idsOf(text)).toEqual([traceId, spanId])
  })

  test('its own address with tab and trail, even from another host', () => {
    const result = parseGoTo(`https://host/trace/${T}?span=${S}&tab=links&trail=${U}-${R}-l-${S}`)
    expect(result).toMatchObject({
      ok: true,
      place: {
        screen: 'trace',
        traceId: T,
        spanId: S,
        twin: 0,
        tab: 'links',
        trail: [{ from: { traceId: U, spanId: R }, along: 'link', to: S }],
      },
    })
  })

  test('its own address on a static host, where the place stands behind the #', () => {
    const result = parseGoTo(`https://host/some/path/#/trace/${T}?span=${S}&tab=links`)
    expect(result).toMatchObject({ ok: true, place: { traceId: T, spanId: S, tab: 'links' } })
  })

  test('no span in a trail when its own address selects none', () => {
    expect(idsOf(`http://host/trace/${T}?trail=${U}-${R}-l-${S}`)).toEqual([T, null])
  })
})

describe('parseGoTo says why not', () => {
  test.each([
    ['', /Type or paste/],
    ['orders.api', /no trace id/],
    [S, /span id alone/],
    [T.slice(1), /this has 31/],
    [`${T}0`, /this has 33/],
    ['0'.repeat(32), /zeros/],
    ['100% wrong %', /no trace id/],
  ])('%j', (text, why) => {
    expect(idsOf(text)).toMatch(why)
  })
})

test.each([
  [`/go?to=00-${T}-${S}-01`, `/trace/${T}?span=${S}`],
  [`/go?to=${T}&source=jaeger`, `/trace/${T}?source=jaeger`],
  ['/go?to=nothing', null],
  ['/go', null],
  [`/trace/${T}`, null],
])('%s lands at %s', (href, target) => {
  expect(landing(href)).toBe(target)
})
