// What other tools for traces get wrong with links, as rules of ours: one test each.
import type { Span } from '../src/model/span.ts'
import { jsonOf, protoOf } from '../src/testing/documents.ts'
import { DRAWN_ORIGIN, draw, drawnRef, drawnTraceId } from '../src/testing/trace-notation.ts'
import { ExplorerPage } from './explorer-page.ts'
import { startFakeJaeger } from './fake-jaeger.ts'
import { startFakeTempo } from './fake-tempo.ts'
import { expect, testOnEmptyServer as test } from './fixtures.ts'
import { type RunningServer, send } from './server.ts'
import { linkOf, spanOf } from './spans.ts'

async function openSpan(explorer: ExplorerPage, path: string, tab: string): Promise<void> {
  const { traceId, spanId } = drawnRef(path)
  await explorer.openTraceById(traceId, `?span=${spanId}&tab=${tab}`)
  await expect(explorer.details).toBeVisible()
  await explorer.resolved()
}

async function sendDrawn(server: RunningServer, text: string): Promise<void> {
  await send(server, protoOf(draw(text).spans))
}

test('one span id in two traces is two linked spans, and two links to one span are told', async ({
  explorer,
  page,
  server,
}) => {
  const { spanId } = drawnRef('first/request')
  const twin = { traceId: drawnTraceId('second'), spanId }
  await send(
    server,
    protoOf([
      spanOf('first/request', { name: 'of the first' }),
      spanOf('second/request', { ref: twin, name: 'of the second' }),
      spanOf('batch/run', {
        links: [linkOf(drawnRef('first/request')), linkOf(twin), linkOf(twin)],
      }),
    ]),
  )
  await openSpan(explorer, 'batch/run', 'links')
  await expect(explorer.linkRows).toHaveCount(2)
  await expect(explorer.linkRows.nth(0)).toContainText('of the first')
  await expect(explorer.linkRows.nth(1)).toContainText('of the second')
  await expect(explorer.linkRows.nth(1)).toContainText('×2')
  await explorer.followLink(1)
  await expect(explorer.selectedSpan).toContainText('of the second')
  expect(new URL(page.url()).pathname).toBe(`/trace/${twin.traceId}`)
})

test('a root that links to a span of its own trace stays a root', async ({ explorer, server }) => {
  await sendDrawn(
    server,
    `trace t
     0-100 shop request
     200-300 shop follow-up -> request`,
  )
  await explorer.openTraceById(drawnTraceId('t'))
  await expect(explorer.spanRow(/request/)).toHaveAttribute('aria-level', '1')
  await expect(explorer.spanRow(/follow-up/)).toHaveAttribute('aria-level', '1')
})

test('a target is matched by its trace id too, where its span id is also in this trace', async ({
  explorer,
  page,
  server,
}) => {
  const target = { ...drawnRef('batch/inner'), traceId: drawnTraceId('source') }
  await send(
    server,
    protoOf([
      spanOf('source/request', { ref: target, name: 'the one that is meant' }),
      spanOf('batch/run', { links: [linkOf(target)] }),
      spanOf('batch/inner', { parentSpanId: drawnRef('batch/run').spanId }),
    ]),
  )
  await openSpan(explorer, 'batch/run', 'links')
  await expect(explorer.linkRows).toHaveText(/the one that is meant/)
  await expect(explorer.linkRows).not.toContainText('same trace')
  await explorer.followLink(0)
  await expect(explorer.selectedSpan).toContainText('the one that is meant')
  expect(new URL(page.url()).pathname).toBe(`/trace/${target.traceId}`)
})

test('a link opens the trace that it names, in this tab and as an address', async ({
  explorer,
  page,
  server,
}) => {
  await sendDrawn(
    server,
    `trace source
     0-100 shop request
       10-90 shop publish
     trace batch
     200-300 batch run -> source/publish`,
  )
  await openSpan(explorer, 'batch/run', 'links')
  const { traceId, spanId } = drawnRef('source/publish')
  const href = await explorer.linkRows.first().getByRole('link').getAttribute('href')
  const address = new URL(href ?? '', page.url())
  expect(address.pathname).toBe(`/trace/${traceId}`)
  expect(address.searchParams.get('span')).toBe(spanId)
  await explorer.followLink(0)
  await expect(explorer.selectedSpan).toContainText('publish')
  expect(new URL(page.url()).pathname).toBe(`/trace/${traceId}`)
})

test('a parent id of zeros is no parent: neither a link nor a missing span', async ({
  explorer,
  page,
  server,
}) => {
  const zeros = jsonOf([spanOf('t/root')]).replace(
    '"spanId"',
    '"parentSpanId":"0000000000000000","spanId"',
  )
  await send(server, zeros)
  await explorer.openTraceById(drawnTraceId('t'), `?span=${drawnRef('t/root').spanId}`)
  await expect(explorer.spanRow(/root/)).toHaveAttribute('aria-level', '1')
  await expect(explorer.tab('Links 0')).toBeVisible()
  await expect(explorer.tab('Linked from 0')).toBeVisible()
  await expect(explorer.notes).toHaveCount(0)
  await page.goto(explorer.url)
  await expect(explorer.traceRows).toHaveCount(1)
  await expect(explorer.traceRows).toContainText('root')
})

test('a link to a producer span below the root is followed like any other', async ({
  explorer,
  server,
}) => {
  await sendDrawn(
    server,
    `trace source
     0-100 shop request server
       10-90 shop handle
         50-60 shop publish producer
     trace batch
     200-300 batch run consumer -> source/publish`,
  )
  await openSpan(explorer, 'batch/run', 'links')
  await expect(explorer.linkRows).toContainText('publish')
  await explorer.followLink(0)
  await expect(explorer.selectedSpan).toContainText('publish')
  await expect(explorer.details).toContainText('producer')
})

const COUNTED = `
  trace source
  0-100 shop one
  0-100 shop two
  trace batch
  200-300 batch run -> source/one -> source/two`

test.describe('links that are there are counted the same everywhere', () => {
  async function expectTwo(explorer: ExplorerPage): Promise<void> {
    await expect(explorer.page.getByText('2 links out')).toBeVisible()
    await expect(explorer.spanRow(/run.*2 links to other spans/)).toBeVisible()
    await expect(explorer.tab('Links 2')).toBeVisible()
    await expect(explorer.linkRows).toHaveCount(2)
  }

  for (const [encoding, encode] of Object.entries({ JSON: jsonOf, protobuf: protoOf })) {
    test(`sent as ${encoding}`, async ({ explorer, server }) => {
      await send(server, encode(draw(COUNTED).spans))
      await openSpan(explorer, 'batch/run', 'links')
      await expectTwo(explorer)
    })
  }

  test.describe('from another source', () => {
    test.use({ expectedErrors: /status of 40[04]/ })
    test('read from Jaeger', async ({ page, start }) => {
      const jaeger = await startFakeJaeger(draw(COUNTED).spans)
      const { url } = await start('--no-local', '--source', `jaeger=${jaeger.url}`)
      try {
        const explorer = new ExplorerPage(page, url)
        const { traceId, spanId } = drawnRef('batch/run')
        await explorer.openTraceById(traceId, `?source=jaeger&span=${spanId}&tab=links`)
        await expectTwo(explorer)
      } finally {
        await page.close()
        await jaeger.stop()
      }
    })
  })
})

test('a source of long before is found: its time is not guessed from the linking span', async ({
  page,
  start,
}) => {
  const day = 86_400_000_000_000n
  const at = (start: bigint) => ({ start, end: start + 1_000_000_000n })
  const now = BigInt(Date.now()) * 1_000_000n
  const spans = [
    spanOf('source/request', at(now - 20n * day)),
    spanOf('batch/run', { ...at(now), links: [linkOf(drawnRef('source/request'))] }),
  ]
  const tempo = await startFakeTempo(spans)
  const server = await start('--memory', '--no-sample', '--source', `tempo=${tempo.url}`)
  await send(server, protoOf(spans))
  try {
    const explorer = new ExplorerPage(page, server.url)
    const { traceId, spanId } = drawnRef('batch/run')
    for (const source of ['', 'source=tempo&']) {
      await explorer.openTraceById(traceId, `?${source}span=${spanId}&tab=links`)
      await expect(explorer.linkRows).toContainText('request')
      await explorer.followLink(0)
      await expect(explorer.selectedSpan).toContainText('request')
      await expect(explorer.details).toContainText(/waited 19 d 2[34] h|waited 20 d/)
    }
  } finally {
    await page.close()
    await tempo.stop()
  }
})

test('a target that never arrives holds nothing up, and its link can be followed all the same', async ({
  explorer,
  page,
  server,
}) => {
  await sendDrawn(
    server,
    `trace source
     0-100 shop here
     trace batch
     200-300 batch run -> lost/request -> source/here`,
  )
  await openSpan(explorer, 'batch/run', 'links')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(explorer.linkRows.nth(1)).toContainText('here')
  await explorer.followLink(0)
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page.getByRole('main')).toContainText(drawnTraceId('lost'))
  await page.goBack()
  await expect(explorer.selectedSpan).toContainText('run')
  await explorer.followLink(1)
  await expect(explorer.selectedSpan).toContainText('here')
})

test('the trail of hops back and forth is as long as the way from where they began', async ({
  explorer,
  server,
}) => {
  await sendDrawn(
    server,
    `trace a
     0-100 shop request
     trace b
     200-300 batch run -> a/request`,
  )
  await openSpan(explorer, 'b/run', 'links')
  for (let i = 0; i < 3; i++) {
    await explorer.followLink(0)
    await expect(explorer.selectedSpan).toContainText('request')
    await expect(explorer.trail.getByRole('listitem')).toHaveCount(2)
    await explorer.followLink(0)
    await expect(explorer.selectedSpan).toContainText('run')
    await expect(explorer.trail).toHaveCount(0)
  }
})

test('why a target is missing is said only as far as it is known', async ({ explorer, server }) => {
  await sendDrawn(
    server,
    `trace there
     0-100 shop other
     trace batch
     200-300 batch run -> lost/request -> there/request`,
  )
  await openSpan(explorer, 'batch/run', 'links')
  const [lost, partly] = [explorer.linkRows.nth(0), explorer.linkRows.nth(1)]
  await expect(lost).toContainText('not found')
  await expect(partly).toContainText('span missing')
  await partly.getByRole('button', { name: 'why?' }).click()
  await expect(explorer.details).toContainText('The trace is here, this span of it is not')
  await lost.getByRole('button', { name: 'why?' }).click()
  await expect(explorer.details).toContainText('No span of this trace is in the local store')
  await expect(explorer.details).not.toContainText(/not (yet )?(been )?completed/)
})

test('a link within the trace keeps the details open, and Back is the span it was followed from', async ({
  explorer,
  page,
  server,
}) => {
  await sendDrawn(
    server,
    `trace t
     0-500 shop root
       10-90 shop publish
       200-300 shop take -> publish`,
  )
  await openSpan(explorer, 't/take', 'links')
  await explorer.followLink(0)
  await expect(explorer.selectedSpan).toContainText('publish')
  await expect(explorer.details.getByRole('heading', { level: 2 })).toHaveText('publish')
  await page.goBack()
  await expect(explorer.selectedSpan).toContainText('take')
  await expect(explorer.details.getByRole('heading', { level: 2 })).toHaveText('take')
  await expect(explorer.tab('Links 1')).toHaveAttribute('aria-selected', 'true')
})

test('ids in base64 and in upper case are the same ids', async ({ explorer, server }) => {
  const source = drawnRef('source/request')
  const written = (span: Span, id: (hex: string) => string) =>
    jsonOf([span]).replace(/"(traceId|spanId)":"([0-9a-f]+)"/g, (_, key: string, hex: string) =>
      JSON.stringify({ [key]: id(hex) }).slice(1, -1),
    )
  const base64 = (hex: string) => Buffer.from(hex, 'hex').toString('base64')
  await send(server, written(spanOf('source/request'), base64))
  await send(
    server,
    written(
      spanOf('batch/run', {
        start: DRAWN_ORIGIN + 200_000_000n,
        end: DRAWN_ORIGIN + 300_000_000n,
        links: [linkOf(source)],
      }),
      (hex) => hex.toUpperCase(),
    ),
  )
  await openSpan(explorer, 'batch/run', 'links')
  await expect(explorer.linkRows).toContainText('request')
  await explorer.followLink(0)
  await expect(explorer.selectedSpan).toContainText('request')
  await expect(explorer.tab('Linked from 1')).toBeVisible()
})
