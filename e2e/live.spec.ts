import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fanIn } from '../src/testing/fan-in.ts'
import { jsonOf, protoOf } from '../src/testing/documents.ts'
import { draw, drawnRef, drawnTraceId } from '../src/testing/trace-notation.ts'
import { ExplorerPage } from './explorer-page.ts'
import { expect, testOnEmptyServer as test } from './fixtures.ts'
import { send } from './server.ts'
import { linkOf, spanOf } from './spans.ts'

/** A batch that took two orders, one after 31 m 40 s, one after 1 m 40 s. */
const STORY = draw(`
  trace batch
  0-100 orders-batch hourly-run
    10-90 orders-batch process-batch consumer batch.size=2 -> first/receive-order -> second/receive-order

  trace first
  -1900010--1899990 orders.api receive-order producer

  trace second
  -100010--99990 orders.api receive-order producer !error
`).spans

function documentOf(...traces: string[]): Uint8Array {
  const ids = new Set(traces.map(drawnTraceId))
  return protoOf(STORY.filter(({ ref }) => ids.has(ref.traceId)))
}

test.describe('the Traces screen while spans arrive', () => {
  test('an empty store says how to send, and shows the first trace by itself', async ({
    explorer,
    page,
    server,
  }) => {
    await page.goto(explorer.url)
    await expect(page.getByRole('heading', { name: 'No traces yet' })).toBeVisible()
    await expect(page.getByText(`OTEL_EXPORTER_OTLP_ENDPOINT=${server.otlp}`)).toBeVisible()
    await expect(page.getByText('OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Load the sample' })).toBeEnabled()
    await send(server, documentOf('first'))
    await expect(explorer.traceRows).toHaveCount(1)
    await expect(explorer.traceRows).toContainText('receive-order')
  })

  test('new traces are offered, and no row moves until they are asked for', async ({
    explorer,
    page,
    server,
  }) => {
    await send(server, documentOf('second'))
    await explorer.openTraces()
    const before = await explorer.traceRows.allInnerTexts()
    await send(server, documentOf('first'))
    await expect(page.getByRole('button', { name: '1 new trace — show' })).toBeVisible()
    await send(server, documentOf('batch'))
    const show = page.getByRole('button', { name: '2 new traces — show' })
    await expect(show).toBeVisible()
    expect(await explorer.traceRows.allInnerTexts()).toEqual(before)
    await show.click()
    await expect(explorer.traceRows).toHaveCount(3)
    await expect(explorer.traceRows.first()).toContainText('hourly-run')
    await expect(show).toHaveCount(0)
  })
})

test.describe('links, in either order of arrival', () => {
  const batch = drawnRef('batch/process-batch')
  const source = drawnRef('first/receive-order')

  test('a batch that is open resolves its links as the sources arrive', async ({
    explorer,
    server,
  }) => {
    await send(server, documentOf('batch'))
    await explorer.openTraceById(batch.traceId, `?span=${batch.spanId}&tab=links`)
    await explorer.resolved()
    await expect(explorer.linkRows.filter({ hasText: 'not found' })).toHaveCount(2)
    await expect(explorer.figure('unresolved')).toHaveText('2')
    await expect(explorer.figure('median wait')).toHaveCount(0)

    await send(server, documentOf('first'))
    await expect(explorer.linkRows.first()).toContainText('receive-order')
    await expect(explorer.linkRows.first()).toContainText('31 m 40 s')
    await expect(explorer.linkRows.nth(1)).toContainText('not found')
    await expect(explorer.figure('unresolved')).toHaveText('1')

    await send(server, documentOf('second'))
    await expect(explorer.linkRows.nth(1)).toContainText('1 m 40 s')
    await expect(explorer.figure('unresolved')).toHaveCount(0)
    await expect(explorer.figure('longest wait')).toHaveText('31 m 40 s')
    await expect(explorer.figure('failed')).toHaveText('1')
    await explorer.followLink(0)
    await expect(explorer.details).toContainText('waited 31 m 40 s')
  })

  test('a source that is open is told of the batch that takes it up', async ({
    explorer,
    page,
    server,
  }) => {
    await send(server, documentOf('first'))
    await explorer.openTraceById(source.traceId, `?span=${source.spanId}&tab=linked-from`)
    await expect(explorer.details).toContainText('No span links to this span')
    await expect(explorer.tab('Linked from 0')).toBeVisible()

    await send(server, documentOf('batch'))
    await expect(explorer.tab('Linked from 1')).toBeVisible()
    await expect(explorer.linkRows).toHaveCount(1)
    await expect(explorer.linkRows).toContainText('process-batch')
    await expect(explorer.linkRows).toContainText('31 m 40 s')
    await expect(page.getByText('linked from 1', { exact: true })).toBeVisible()
    await expect(explorer.selectedSpan).toContainText('1 link from other spans')

    const again = { ...spanOf('retry/process-batch'), links: [linkOf(source)] }
    await send(server, jsonOf([again]))
    await expect(explorer.tab('Linked from 2')).toBeVisible()
    await expect(explorer.linkRows).toHaveCount(2)
  })

  test('a trace that is not there yet opens by itself when it arrives', async ({
    explorer,
    page,
    server,
  }) => {
    await page.goto(`${explorer.url}/trace/${source.traceId}?span=${source.spanId}`)
    await expect(page.getByText('This trace is not in the local store')).toBeVisible()
    await send(server, documentOf('first'))
    await expect(explorer.selectedSpan).toContainText('receive-order')
  })

  test('a link to a span that is missing in its trace resolves when the span follows', async ({
    explorer,
    server,
  }) => {
    await send(server, documentOf('batch', 'second'))
    await send(server, protoOf([{ ...spanOf('first/other'), start: 1n, end: 2n }]))
    await explorer.openTraceById(batch.traceId, `?span=${batch.spanId}&tab=links`)
    await expect(explorer.linkRows.first()).toContainText('span missing')
    await send(server, documentOf('first'))
    await expect(explorer.linkRows.first()).toContainText('31 m 40 s')
  })
})

test.describe('an open trace that receives more spans', () => {
  const { spanId: root } = drawnRef('work/root')
  const start = spanOf('work/root').start
  const item = (label: string, at: number, parent = root) =>
    spanOf(`work/${label}`, {
      parentSpanId: parent,
      start: start + BigInt(at) * 1_000_000n,
      end: start + BigInt(at + 1) * 1_000_000n,
    })
  const group = drawnRef('work/group').spanId

  test('keeps selection, folded rows, scroll position and what is being typed', async ({
    explorer,
    page,
    server,
  }) => {
    await page.setViewportSize({ width: 1440, height: 480 })
    const links = Array.from({ length: 6 }, (_, i) => linkOf(drawnRef(`gone/${i}`)))
    await send(
      server,
      protoOf([
        spanOf('work/root'),
        item('group', 10),
        ...Array.from({ length: 5 }, (_, i) => item(`member-${i}`, 11 + i, group)),
        ...Array.from({ length: 40 }, (_, i) => item(`item-${i}`, 20 + i)),
        { ...item('chosen', 70), links },
      ]),
    )
    await explorer.openTraceById(drawnTraceId('work'))
    await explorer
      .spanRow(/ group/)
      .getByRole('button', { name: 'Collapse' })
      .click()
    await expect(explorer.spanRow(/member/)).toHaveCount(0)
    await explorer.tree.focus()
    await page.keyboard.press('End')
    await expect(explorer.selectedSpan).toContainText('chosen')
    await explorer.openTab('Links 6')
    await explorer.resolved()
    await explorer.unfoldLink(2)
    const filter = explorer.details.getByRole('searchbox', { name: 'Filter links' })
    await filter.fill(drawnRef('gone/2').spanId)
    const at = await explorer.topOf(explorer.selectedSpan)

    // Two come before everything, two after: rows shift, and there are more of them.
    await send(server, protoOf([item('early-0', 1), item('early-1', 2)]))
    await expect(page.getByText('50 spans')).toBeVisible()
    await send(server, jsonOf([item('late-0', 90), item('late-1', 91)]))
    await expect(page.getByText('52 spans')).toBeVisible()

    await expect(explorer.selectedSpan).toContainText('chosen')
    await expect(explorer.selectedSpan).toBeInViewport()
    await expect.poll(() => explorer.topOf(explorer.selectedSpan)).toBe(at)
    await expect(explorer.details.getByRole('heading', { level: 2 })).toHaveText('chosen')
    await expect(explorer.tab('Links 6')).toHaveAttribute('aria-selected', 'true')
    await expect(filter).toHaveValue(drawnRef('gone/2').spanId)
    await expect(filter).toBeFocused()
    await expect(explorer.details).toContainText('This link has no attributes')

    await explorer.tree.focus()
    await page.keyboard.press('Home')
    await expect(explorer.selectedSpan).toContainText('root')
    await expect(explorer.spanRow(/early-0/)).toBeVisible()
    await expect(explorer.spanRow(/ group/)).toHaveAttribute('aria-expanded', 'false')
    await expect(explorer.spanRow(/member/)).toHaveCount(0)
  })

  test('does not go back to the selected row when the reader has scrolled on', async ({
    explorer,
    page,
    server,
  }) => {
    await page.setViewportSize({ width: 1440, height: 480 })
    const items = Array.from({ length: 60 }, (_, i) => item(`item-${i}`, 20 + i))
    await send(server, protoOf([spanOf('work/root'), ...items]))
    await explorer.openTraceById(drawnTraceId('work'))
    await explorer.selectSpan(/root/)
    await explorer.tree.evaluate((node) => node.scrollTo(0, 20 * 26))
    const reader = explorer.spanRow(/item-24/)
    await expect(reader).toBeVisible()
    const at = await explorer.topOf(reader)
    await send(server, protoOf([item('early-0', 1), item('early-1', 2)]))
    await expect(page.getByText('63 spans')).toBeVisible()
    await expect.poll(() => explorer.topOf(reader)).toBe(at)
  })
})

test('a killed server has every span that it acknowledged', async ({ page, start }) => {
  const data = await mkdtemp(join(tmpdir(), 'explorer-'))
  const { batch, processBatch, sources } = fanIn(5)
  const first = await start('--data', data, '--no-sample')
  await send(first, protoOf(batch))
  for (const spans of sources) await send(first, jsonOf(spans))
  await first.stop('SIGKILL')

  const second = await start('--data', data, '--no-sample')
  const explorer = new ExplorerPage(page, second.url)
  await explorer.openTraces()
  await expect(explorer.traceRows).toHaveCount(6)
  await explorer.openTraceById(processBatch.traceId, `?span=${processBatch.spanId}`)
  await explorer.openTab('Links 5')
  await explorer.resolved()
  await expect(explorer.linkRows.filter({ hasText: 'receive-order' })).toHaveCount(5)
  await expect(explorer.details).toContainText('5 of 5')
  await explorer.followLink(4)
  await expect(explorer.tab('Linked from 1')).toBeVisible()
  await second.stop()
  await rm(data, { recursive: true })
})

test('the sample goes with one click, and comes back with one', async ({ page, start }) => {
  const server = await start('--memory')
  const explorer = new ExplorerPage(page, server.url)
  await explorer.openTraces()
  const rows = await explorer.traceRows.count()
  await expect(explorer.traceRows.filter({ hasText: 'sample' })).toHaveCount(rows)
  await page.getByRole('button', { name: 'Remove sample' }).click()
  await expect(page.getByRole('heading', { name: 'No traces yet' })).toBeVisible()
  await expect(explorer.traceRows).toHaveCount(0)
  await page.reload()
  await expect(page.getByRole('heading', { name: 'No traces yet' })).toBeVisible()
  await page.getByRole('button', { name: 'Load the sample' }).click()
  await expect(explorer.traceRows).toHaveCount(rows)
  await expect(page.getByRole('button', { name: 'Remove sample' })).toBeVisible()
})
