import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'

const box = (page: Page) => page.getByRole('combobox', { name: 'Go to trace or span' })
const options = (page: Page) =>
  page.getByRole('listbox', { name: 'Suggestions' }).getByRole('option')

/** The newer batch of the sample. */
async function batch(page: Page, url: string) {
  const answer = await page.request.get(`${url}/api/v1/traces?service=orders-batch`)
  const { traces } = (await answer.json()) as { traces: { traceId: string; rootSpanId: string }[] }
  return traces[0]
}

test('opens a traceparent on its span, from anywhere by Ctrl+K', async ({ explorer, page }) => {
  const { traceId, rootSpanId } = await batch(page, explorer.url)
  await explorer.openTraces()
  await page.keyboard.press('Control+k')
  await page.keyboard.type(`traceparent: 00-${traceId}-${rootSpanId}-01`)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(`${explorer.url}/trace/${traceId}?span=${rootSpanId}`)
  await expect(explorer.selectedSpan).toContainText('hourly-run')
  await page.keyboard.press('Control+k')
  await expect(box(page)).toBeFocused()
})

test('opens links of other tools, and ids as they come out of them', async ({ explorer, page }) => {
  const { traceId, rootSpanId } = await batch(page, explorer.url)
  const base64 = (hex: string) => Buffer.from(hex, 'hex').toString('base64')
  for (const [pasted, span] of [
    [`https://jaeger.example/trace/${traceId}?uiFind=${rootSpanId}`, true],
    [`https://g.example/explore?panes=%7B%22q%22%3A%7B%22query%22%3A%22${traceId}%22%7D%7D`, false],
    [`https://signoz.example/trace/${traceId}?spanId=${rootSpanId}`, true],
    [`http://zipkin.example/zipkin/traces/${traceId}`, false],
    [` ${traceId.toUpperCase()}\u200b : ${rootSpanId}\n`, true],
    [`{"traceId":"${base64(traceId)}","spanId":"${base64(rootSpanId)}"}`, true],
  ] as const) {
    await page.goto(explorer.url)
    await box(page).fill(pasted)
    await box(page).press('Enter')
    const query = span ? `?span=${rootSpanId}` : ''
    await expect(page, pasted).toHaveURL(`${explorer.url}/trace/${traceId}${query}`)
  }
})

test('a span id alone is looked up; one that is nowhere is said to be', async ({
  explorer,
  page,
}) => {
  const { traceId, rootSpanId } = await batch(page, explorer.url)
  await explorer.openTraces()
  await box(page).fill('00f067aa0ba902b7')
  await box(page).press('Enter')
  await expect(page.getByRole('alert')).toHaveText('No span of local has this id.')
  await expect(box(page)).toBeFocused()
  await box(page).fill(rootSpanId)
  await box(page).press('Enter')
  await expect(page).toHaveURL(`${explorer.url}/trace/${traceId}?span=${rootSpanId}`)
})

test('offers services, operations and recent traces as one types, by keyboard', async ({
  explorer,
  page,
  checkAccessibility,
}) => {
  await explorer.openTraces()
  await page.keyboard.press('Control+k')
  await expect(options(page).first()).toBeVisible()
  await checkAccessibility('recent traces')
  await page.keyboard.type('ORDERS')
  await expect(options(page).filter({ hasText: 'orders-batch' }).first()).toBeVisible()
  for (const group of ['Services', 'Operations', 'Recent traces']) {
    await expect(page.getByRole('group', { name: group })).toBeVisible()
  }
  await checkAccessibility('suggestions')
  const selected = options(page).and(page.getByRole('option', { selected: true }))
  await expect(selected).toHaveText('orders-batch')
  await page.keyboard.press('ArrowDown')
  await expect(selected).not.toHaveText('orders-batch')
  await page.keyboard.press('ArrowUp')
  await expect(selected).toHaveText('orders-batch')
  await expect(box(page)).toHaveAttribute(
    'aria-activedescendant',
    (await selected.getAttribute('id')) ?? '',
  )
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(`${explorer.url}/?service=orders-batch`)

  await page.keyboard.press('Control+k')
  await page.keyboard.type('process-b')
  await expect(selected).toContainText('process-batch')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/service=orders-batch&operation=process-batch$/)

  await page.keyboard.press('Control+k')
  await page.keyboard.type('order.id=A-1003')
  await expect(selected).toContainText('by attributes')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(`${explorer.url}/?attributes=order.id%3DA-1003`)
})

test('a suggestion is a link: a click opens it, Escape leaves the box', async ({
  explorer,
  page,
}) => {
  await explorer.openTraces()
  await box(page).fill('hourly')
  await options(page).filter({ hasText: 'hourly-run' }).last().click()
  await expect(explorer.tree).toBeVisible()
  await expect(page.getByRole('listbox')).toHaveCount(0)
  await box(page).click()
  await expect(options(page).first()).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('listbox')).toHaveCount(0)
  await page.keyboard.press('Escape')
  await expect(box(page)).not.toBeFocused()
})

test('says why a text leads nowhere, and stays', async ({ explorer, page }) => {
  await explorer.openTraces()
  await box(page).fill('zebra crossing')
  await box(page).press('Enter')
  await expect(page.getByRole('alert')).toHaveText(
    'There is no trace id in this: 32 hex digits. No service, operation or recent trace of local is called that either.',
  )
  await expect(box(page)).toBeFocused()
  await box(page).press('Escape')
  await expect(page.getByRole('alert')).toHaveCount(0)
})
