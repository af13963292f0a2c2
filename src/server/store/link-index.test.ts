import { describe, expect, test } from 'vitest'
import { attributeText } from '../../model/attributes.ts'
import type { Link, Span } from '../../model/span.ts'
import type { LinksToQuery } from '../../sources/source.ts'
import { protoOf } from '../../testing/documents.ts'
import { draw, drawnRef, drawnTraceId } from '../../testing/trace-notation.ts'
import { openStore, storeProto } from '../harness.ts'
import type { LinksPage } from './link-index.ts'
import type { Store } from './store.ts'

const { spans } = draw(`
  trace order
  0-10 shop receive
    1-2 shop check
  trace batch
  100-200 batch process -> order/receive(order.id=7) -> order/check(order.id=8) -> order/receive(order.id=9)
  trace retry
  300-310 batch again -> order/receive
`)
const [receive, check, process, again] = spans

function linksTo(
  store: Store,
  of: Partial<LinksToQuery> & Pick<LinksToQuery, 'traceId'>,
): LinksPage {
  const page = store.linksTo({ spanId: null, cursor: null, limit: 100, ...of })
  if (!page) throw new Error('the cursor was refused')
  return page
}

const named = ({ links }: LinksPage) =>
  links
    .map(
      ({ from, link }) =>
        `${from.name} ${link.attributes?.map((a) => attributeText(a.value)).join()}`,
    )
    .sort()

async function storing(...requests: Span[][]): Promise<Store> {
  const store = openStore()
  for (const request of requests) await storeProto(store, protoOf(request))
  return store
}

test('links are counted by the span that they point to', async () => {
  const store = await storing([process, again], [receive, check])
  const counts = new Map(
    store.linkCounts(drawnTraceId('order')).map(({ spanId, count }) => [spanId, count]),
  )
  expect(counts).toEqual(
    new Map([
      [drawnRef('order/receive').spanId, 3],
      [drawnRef('order/check').spanId, 1],
    ]),
  )
  expect(store.linkCounts(drawnTraceId('batch'))).toEqual([])
})

test('those who watch hear which traces new links point to, and not again of links sent again', async () => {
  const store = openStore()
  const heard: (readonly string[])[] = []
  store.watch((written) => heard.push([...(written?.linkedTraceIds ?? [])]))
  for (const request of [[receive], [process, again], [again]]) {
    await storeProto(store, protoOf(request))
  }
  expect(heard).toEqual([[], [drawnTraceId('order')], []])
})

describe('links to a span', () => {
  test.each([
    ['before', [[receive, check], [process], [again]]],
    ['after', [[again], [process], [receive, check]]],
    ['with', [[again, receive, process, check]]],
  ])('are found when it arrives %s the spans that link to it', async (_, requests) => {
    const store = await storing(...requests)
    expect(named(linksTo(store, receive.ref))).toEqual(['again ', 'process 7', 'process 9'])
    expect(named(linksTo(store, check.ref))).toEqual(['process 8'])
  })

  test('are found when it never arrives', async () => {
    const page = linksTo(await storing([again]), receive.ref)
    expect(named(page)).toEqual(['again '])
    expect(page.total).toBe(1)
  })

  test('say what links and how', async () => {
    const { links } = linksTo(await storing([again]), receive.ref)
    expect(links).toEqual([
      {
        from: expect.objectContaining({
          ref: again.ref,
          service: 'batch',
          name: 'again',
          start: again.start,
          end: again.end,
        }),
        link: again.links[0],
      },
    ])
  })

  test('are those of its trace id and span id together', async () => {
    const store = await storing([process])
    const elsewhere = { ...receive.ref, traceId: drawnTraceId('other') }
    expect(linksTo(store, elsewhere)).toEqual({ links: [], total: 0, cursor: null })
  })

  test('are not doubled when their span is sent again', async () => {
    const store = await storing([process], [process])
    expect(linksTo(store, receive.ref).total).toBe(2)
    expect(store.counts.links).toBe(3)
  })

  test('can come from the span itself', async () => {
    const self = { ...receive, links: [{ ...again.links[0] }] }
    expect(named(linksTo(await storing([self]), receive.ref))).toEqual(['receive '])
  })
})

test('links to a trace are those to any of its spans', async () => {
  const store = await storing([process, again])
  const page = linksTo(store, { traceId: receive.ref.traceId })
  expect(named(page)).toEqual(['again ', 'process 7', 'process 8', 'process 9'])
  expect(page.total).toBe(4)
})

test('pages together have every link once', async () => {
  const store = await storing([process, again])
  const seen: string[] = []
  let cursor: string | null = null
  do {
    const page: LinksPage = linksTo(store, { traceId: receive.ref.traceId, cursor, limit: 1 })
    expect(page.total).toBe(4)
    seen.push(...named(page))
    cursor = page.cursor
  } while (cursor !== null)
  expect(seen.sort()).toEqual(['again ', 'process 7', 'process 8', 'process 9'])
})

test.each(['', 'x', '0.0.0', `${'a'.repeat(16)}.1.-1`, `${'a'.repeat(16)}.1`])(
  'a cursor that was not given out is refused: %j',
  async (cursor) => {
    const store = await storing([process])
    expect(store.linksTo({ ...receive.ref, cursor, limit: 1 })).toBeNull()
  },
)

test('a link to an invalid id is kept with its span and found under no id', async () => {
  const zero: Link = {
    ...again.links[0],
    to: { valid: false, traceId: '0'.repeat(32), spanId: receive.ref.spanId, reason: 'zero id' },
  }
  const store = await storing([{ ...again, links: [zero, again.links[0]] }])
  expect(linksTo(store, receive.ref).links.map(({ link }) => link)).toEqual([again.links[0]])
  expect(store.counts.links).toBe(2)
  expect(
    store.linksTo({ ...drawnRef('x/y'), traceId: '0'.repeat(32) as never, cursor: null, limit: 9 })
      ?.total,
  ).toBe(0)
})

test('a span with ten thousand links into one trace is listed page by page', async () => {
  const links = Array.from({ length: 10_000 }, (_, i): Link => ({
    ...again.links[0],
    attributes: [{ key: 'n', value: BigInt(i) }],
  }))
  const store = await storing([{ ...again, links }])
  const first = linksTo(store, { ...receive.ref, limit: 5000 })
  const second = linksTo(store, { ...receive.ref, limit: 5000, cursor: first.cursor })
  const values = [...first.links, ...second.links].map(({ link }) => link.attributes?.[0].value)
  expect(values).toEqual(links.map((link) => link.attributes?.[0].value))
  expect(second.cursor).toBeNull()
})
