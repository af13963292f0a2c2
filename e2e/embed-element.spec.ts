import { jsonOf } from '../src/testing/documents.ts'
import { ask, expect, heard, listen, sampleBatch, test } from './embed-fixtures.ts'
import { recentBatch } from './recent-batch.ts'

/** The custom element in a plain page. */

const spans = recentBatch()
const [order, batch] = spans.map(({ ref }) => ref)
const traces = jsonOf(spans)

test('the reference scenario runs inside a panel, and the page’s history stays as it was', async ({
  page,
  panel,
  site,
  sampleServer,
}) => {
  const { origin } = await site({ behind: { '/explorer': sampleServer.url } })
  const { traceId, spanId } = await sampleBatch(sampleServer.url)
  const element = page.locator('trace-link-panel')
  await page.goto(`${origin}/plain.html`)
  const before = await page.evaluate(() => [history.length, location.href, document.title])
  await ask(element, { traceId, spanId, tab: 'links' })
  await expect(panel.selectedSpan).toContainText('process-batch')
  await expect(panel.tab('Links 5')).toHaveAttribute('aria-selected', 'true')
  await panel.resolved()
  await expect(panel.details).toContainText('items linked = batch.size5 of 5')
  await panel.unfoldLink(3)
  await expect(panel.details.getByLabel('Attributes of the link')).toContainText('A-1004')
  await panel.followLink(3)
  await expect(panel.selectedSpan).toContainText('receive-order')
  await expect(panel.details).toContainText(/came from process-batch \(orders-batch\), waited/)
  await expect(panel.tab('Linked from 1')).toHaveAttribute('aria-selected', 'true')
  await panel.trail.getByRole('link').click()
  await expect(panel.selectedSpan).toContainText('process-batch')
  await expect(panel.tab('Links 5')).toHaveAttribute('aria-selected', 'true')
  await expect(panel.linkRows).toHaveCount(6)
  expect(await page.evaluate(() => [history.length, location.href, document.title])).toEqual(before)
})

test('a panel of an explorer’s server links to that server’s pages', async ({
  page,
  panel,
  site,
  sampleServer,
}) => {
  const { origin } = await site({ behind: { '/explorer': sampleServer.url } })
  const { traceId, spanId } = await sampleBatch(sampleServer.url)
  await page.goto(`${origin}/plain.html`)
  await ask(page.locator('trace-link-panel'), { traceId, spanId, tab: 'links' })
  const link = panel.linkRows.first().getByRole('link')
  await expect(link).toHaveAttribute(
    'href',
    new RegExp(`^${origin}/explorer/trace/[0-9a-f]{32}\\?`),
  )
})

test.describe('traces handed in', () => {
  test('may be an object, and name their only trace themselves', async ({ page, panel, site }) => {
    const { origin } = await site()
    await page.goto(`${origin}/handed.html`)
    const one = JSON.parse(jsonOf(spans.slice(1))) as object
    await ask(page.locator('trace-link-panel'), { traces: one })
    await expect(panel.spanRow('process-batch')).toBeVisible()
  })

  test('that are none are said to be that', async ({ page, site }) => {
    const { origin } = await site()
    const element = page.locator('trace-link-panel')
    await page.goto(`${origin}/handed.html`)
    await listen(element)
    await ask(element, { traces: '<html>no</html>', ...batch })
    await expect(element.getByText('The traces could not be opened')).toBeVisible()
    await expect.poll(() => heard(element, 'error')).toHaveLength(1)
    const [{ detail }] = await heard(element, 'error')
    expect(detail.code).toBe('malformed')
    await ask(element, { traces })
    await expect(element.getByRole('treegrid')).toBeVisible()
  })
})

test('a panel tells of what happens in it', async ({ page, panel, site }) => {
  const { origin } = await site()
  const element = page.locator('trace-link-panel')
  await page.goto(`${origin}/handed.html`)
  await listen(element)
  await ask(element, { traces, traceId: batch.traceId, hrefTemplate: '/t/{traceId}/{spanId}' })
  await panel.selectSpan('process-batch')
  await panel.openTab('Links 1')
  await panel.resolved()
  await expect(panel.linkRows.getByRole('link')).toHaveAttribute(
    'href',
    `/t/${order.traceId}/${order.spanId}`,
  )
  await panel.followLink(0)
  await expect(panel.selectedSpan).toContainText('receive-order')
  await expect.poll(() => heard(element, 'ready')).toHaveLength(2)
  expect((await heard(element)).filter(({ type }) => type !== 'resize')).toEqual([
    { type: 'ready', detail: { traceId: batch.traceId, spans: 1 } },
    { type: 'select', detail: batch },
    {
      type: 'follow',
      detail: { ...order, from: batch, href: `/t/${order.traceId}/${order.spanId}` },
    },
    { type: 'select', detail: order },
    { type: 'ready', detail: { traceId: order.traceId, spans: 1 } },
  ])
  await element.evaluate((node) => (node.style.height = '300px'))
  await expect.poll(async () => (await heard(element, 'resize')).at(-1)?.detail.height).toBe(300)
})

test('a host that cancels a follow goes there itself', async ({ page, panel, site }) => {
  const { origin } = await site()
  const element = page.locator('trace-link-panel')
  await page.goto(`${origin}/handed.html`)
  await listen(element, ['follow'])
  await ask(element, { traces, ...batch, tab: 'links' })
  await panel.resolved()
  await panel.followLink(0)
  await expect.poll(() => heard(element, 'follow')).toHaveLength(1)
  await expect(panel.selectedSpan).toContainText('process-batch')
  expect(await heard(element, 'select')).toEqual([])
  await ask(element, order)
  await expect(panel.selectedSpan).toContainText('receive-order')
  expect(await heard(element, 'select')).toEqual([])
})

test('what the host changes is shown at once', async ({ page, panel, site }) => {
  const { origin } = await site()
  const element = page.locator('trace-link-panel')
  await page.goto(`${origin}/handed.html`)
  await expect(element.getByText('No trace is chosen')).toBeVisible()
  await ask(element, { traces, ...batch })
  await expect(panel.details.getByRole('heading', { level: 2 })).toHaveText('process-batch')
  await ask(element, { tab: 'raw' })
  await expect(panel.tab('Raw')).toHaveAttribute('aria-selected', 'true')
  await ask(element, { spanId: null })
  await expect(panel.details).toHaveCount(0)
  await element.evaluate((node, { traceId }) => node.setAttribute('trace-id', traceId), order)
  await expect(panel.spanRow('receive-order')).toBeVisible()
  await ask(element, { view: 'graph' })
  await expect(element.getByRole('tab', { name: 'Link graph' })).toHaveAttribute(
    'aria-selected',
    'true',
  )
  await ask(element, { view: 'journey' })
  await expect(element.getByRole('group', { name: 'Journey' })).toBeVisible()
  await ask(element, { view: 'details', ...batch })
  await expect(panel.tree).toHaveCount(0)
  await expect(panel.details.getByRole('heading', { level: 2 })).toHaveText('process-batch')
  const theme = element.locator('[data-theme]')
  await ask(element, { theme: 'dark' })
  await expect(theme).toHaveAttribute('data-theme', 'dark')
})

test('what can’t be meant is said, and told to the host', async ({ page, panel, site }) => {
  const { origin } = await site()
  const element = page.locator('trace-link-panel')
  await page.goto(`${origin}/handed.html`)
  await listen(element)
  for (const [options, word] of [
    [{ traceId: '<img src=x onerror=alert(1)>' }, 'trace-id'],
    [{ traceId: batch.traceId, hrefTemplate: 'javascript:alert("{traceId}")' }, 'href-template'],
    [{ hrefTemplate: null, view: 'table' }, 'view'],
  ] as const) {
    await ask(element, options)
    await expect(element.getByRole('alert')).toContainText(word)
  }
  const codes = (await heard(element, 'error')).map(({ detail }) => detail.code)
  expect(codes).toEqual(['badOption', 'badOption', 'badOption'])
  await ask(element, { traces, ...batch, view: null })
  await expect(panel.selectedSpan).toContainText('process-batch')
})

test('a panel that is moved stays as it is; removed and put back it begins again', async ({
  page,
  panel,
  site,
}) => {
  const { origin } = await site()
  const element = page.locator('trace-link-panel')
  await page.goto(`${origin}/handed.html`)
  await ask(element, { traces, ...batch })
  await panel.openTab('Raw')
  await element.evaluate((node) => document.body.prepend(node))
  await expect(panel.tab('Raw')).toHaveAttribute('aria-selected', 'true')
  const workers = () => page.workers().length
  expect(workers()).toBe(1)
  const kept = await element.evaluateHandle((node) => {
    node.remove()
    return node
  })
  await expect.poll(workers).toBe(0)
  expect(await kept.evaluate((node) => node.shadowRoot?.childElementCount)).toBe(0)
  await kept.evaluate((node) => document.body.append(node))
  await expect(panel.selectedSpan).toContainText('process-batch')
  await expect(panel.tab('Attributes 1')).toHaveAttribute('aria-selected', 'true')
})
