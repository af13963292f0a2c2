import type { Span } from '../src/model/span.ts'
import { draw, drawnTraceId } from '../src/testing/trace-notation.ts'
import { ExplorerPage } from './explorer-page.ts'
import { startFakeJaeger } from './fake-jaeger.ts'
import { type RunningTempo, startFakeTempo } from './fake-tempo.ts'
import { test as base, expect } from './fixtures.ts'

const DAY = 86_400_000
/** Twenty days ago. */
const BEGIN = Date.now() - 20 * DAY
const SHIFT = BigInt(BEGIN) * 1_000_000n - BigInt(Date.UTC(2026, 10, 22, 14)) * 1_000_000n

/** An order that is taken up after a minute and again after three days, and one of yesterday. */
const spans: readonly Span[] = draw(`
  trace order
  0-1000 shop receive-order server
  trace soon
  60000-61000 batch soon-batch consumer -> order/receive-order(order.id=7)
  trace late
  ${3 * DAY}-${3 * DAY + 1000} batch late-batch consumer -> order/receive-order(order.id=7)
  trace fresh
  ${19 * DAY + DAY / 2}-${19 * DAY + DAY / 2 + 1000} shop fresh-order server
`).spans.map((span) => ({ ...span, start: span.start + SHIFT, end: span.end + SHIFT }))

/** A server without a store of its own in front of a staged Tempo. */
const test = base.extend<{ tempo: RunningTempo; explorer: ExplorerPage }>({
  // oxlint-disable-next-line no-empty-pattern
  tempo: async ({}, provide) => {
    const tempo = await startFakeTempo(spans)
    await provide(tempo)
    await tempo.stop()
  },
  explorer: async ({ page, tempo, start }, provide) => {
    const server = await start('--no-local', '--source', `tempo=${tempo.url}`)
    await provide(new ExplorerPage(page, server.url))
  },
})

test.use({ expectedErrors: /status of 4\d\d/ })

test('a search is written in fields or in TraceQL, and Back leads through both', async ({
  explorer,
  page,
  checkAccessibility,
}) => {
  const field = page.getByRole('textbox', { name: 'TraceQL' })
  const find = page.getByRole('button', { name: 'Find traces' })
  await explorer.openTraces('?source=tempo&time=30d')
  await page.getByLabel('Service', { exact: true }).selectOption('batch')
  await page.getByRole('radio', { name: 'TraceQL' }).check()
  await expect(field).toHaveValue('{ resource.service.name = "batch" } with (most_recent=true)')
  await checkAccessibility('a search in TraceQL')
  await find.click()
  await expect(explorer.traceRows).toHaveCount(2)
  await expect(page.getByRole('status').filter({ hasText: '2 traces' })).toBeVisible()

  await field.fill('{ name = ')
  await field.press('Control+Enter')
  await expect(page.getByText(/^invalid TraceQL query/)).toBeVisible()
  await expect(field).toHaveAttribute('aria-invalid', 'true')
  await expect(field).toHaveAccessibleDescription(/^invalid TraceQL query/)
  await checkAccessibility('a query that is refused')
  expect(new URL(page.url()).searchParams.get('raw')).toBe('{ name = ')

  await field.fill('{ name = "fresh-order" }')
  await find.click()
  await expect(explorer.traceRows).toHaveCount(1)
  await page.reload()
  await expect(field).toHaveValue('{ name = "fresh-order" }')
  await expect(explorer.traceRows).toHaveCount(1)

  await page.goBack()
  await expect(page.getByText(/^invalid TraceQL query/)).toBeVisible()
  await page.goBack()
  await expect(field).toHaveValue(/resource\.service\.name/)
  await expect(explorer.traceRows).toHaveCount(2)
  await page.goBack()
  await expect(field).toHaveCount(0)
  await expect(explorer.traceRows).toHaveCount(4)
})

test('a long search shows how far it is, and keeps what it found when it is cancelled', async ({
  explorer,
  page,
  tempo,
  checkAccessibility,
}) => {
  tempo.holdSearches(3)
  await page.goto(`${explorer.url}/?source=tempo&time=30d`)
  await expect(page.getByText('Searching: part 2 of 5 done, 1 trace found.')).toBeVisible()
  await expect(explorer.traceRows).toHaveCount(1)
  await checkAccessibility('a search that is under way')
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(
    page.getByText(
      /^1 trace; searched from .* The search was cancelled\. From .* was not searched/,
    ),
  ).toBeVisible()
  await expect(explorer.traceRows).toHaveCount(1)
  tempo.holdSearches(Infinity)
  await page.getByRole('button', { name: 'Search again' }).click()
  await expect(explorer.traceRows).toHaveCount(4)
  await expect(page.getByRole('button', { name: 'Cancel' })).toHaveCount(0)
})

test('a search cancelled before it found anything says that, and not that nothing matches', async ({
  explorer,
  page,
  tempo,
}) => {
  tempo.holdSearches(1)
  await page.goto(`${explorer.url}/?source=tempo`)
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByText('0 traces. The search was cancelled.')).toBeVisible()
  await expect(page.getByText('No trace matches')).toHaveCount(0)
})

test('a search says where it looked, and looks wider when it is told to', async ({
  explorer,
  page,
}) => {
  await explorer.openTraces('?source=tempo')
  await expect(page.getByText(/^1 trace; searched from/)).toBeVisible()
  await expect(
    page.getByText(/^Not told by this source’s search: links out, linked from/),
  ).toBeVisible()
  await page.getByRole('button', { name: 'Search wider' }).click()
  await expect(page).toHaveURL(/time=7d/)
  await expect(explorer.traceRows).toHaveCount(1)
  await page.getByRole('button', { name: 'Search wider' }).click()
  await expect(explorer.traceRows).toHaveCount(4)
})

test('links to a span are looked for ever wider, and what was found stays', async ({
  explorer,
  checkAccessibility,
}) => {
  await explorer.openTraceById(drawnTraceId('order'), '?source=tempo')
  await explorer.selectSpan(/receive-order/)
  await explorer.openTab(/^Linked from/)
  await expect(explorer.details).toContainText('1 span links to this span')
  await expect(explorer.linkRows).toContainText(['soon-batch'])
  const wider = explorer.details.getByRole('button', { name: 'Search wider' })
  await wider.click()
  await expect(explorer.details).toContainText('2 spans link to this span')
  await expect(explorer.linkRows).toContainText(['soon-batch', 'late-batch'])
  await checkAccessibility('links that were looked for wider')
  await explorer.openTab(/^Attributes/)
  await explorer.openTab(/^Linked from/)
  await expect(explorer.linkRows).toHaveCount(2)
  await wider.click()
  await wider.click()
  await expect(wider).toHaveCount(0)
  await expect(explorer.linkRows).toHaveCount(2)
})

test('a look for links that is cancelled says what was not searched, and goes on from there', async ({
  explorer,
  page,
  tempo,
}) => {
  await explorer.openTraceById(drawnTraceId('order'), '?source=tempo')
  await explorer.selectSpan(/receive-order/)
  tempo.holdSearches(1)
  await explorer.openTab(/^Linked from/)
  await explorer.details.getByRole('button', { name: 'Cancel' }).click()
  await expect(explorer.details).toContainText(/nothing was searched\. From .* was not searched\./)
  tempo.holdSearches(Infinity)
  await page.getByRole('button', { name: 'Search on' }).click()
  await expect(explorer.details).toContainText('1 span links to this span')
})

base.describe('a source that lacks something', () => {
  base('says so where it would be', async ({ page, start, checkAccessibility }) => {
    const jaeger = await startFakeJaeger(spans)
    const server = await start('--no-local', '--source', `jaeger=${jaeger.url}`)
    const explorer = new ExplorerPage(page, server.url)
    await explorer.openTraces('?source=jaeger&time=30d')
    await expect(page.getByText('Not told by this source’s search: linked from.')).toBeVisible()
    await expect(page.getByText('New traces don’t show by themselves here')).toBeVisible()
    await expect(page.getByText('This source lists none to choose from')).toBeVisible()
    await expect(page.getByRole('radio', { name: 'Query' })).toHaveCount(0)
    await checkAccessibility('the traces of a source that lacks something')

    await explorer.openTrace(/receive-order/)
    await expect(page.getByText('linked from: not counted by this source')).toBeVisible()

    await page.goto(`${server.url}/?source=jaeger&raw=%7B%7D`)
    const field = page.getByRole('textbox', { name: 'Query' })
    await expect(field).toBeDisabled()
    await expect(field).toHaveAccessibleDescription(/no query language of its own/)
    await expect(page.getByRole('alert')).toContainText('no query language of its own')
    await page.getByRole('radio', { name: 'Form' }).check()
    await page.getByRole('button', { name: 'Find traces' }).click()
    await expect(page.getByRole('alert')).toHaveCount(0)
    await page.close()
    await jaeger.stop()
  })
})
