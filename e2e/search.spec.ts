import type { Locator, Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { type RunningServer, send } from './server.ts'

const rows = (page: Page): Locator =>
  page
    .getByRole('grid', { name: 'Traces' })
    .getByRole('row')
    .filter({ has: page.getByRole('link') })
const scrollTop = (page: Page) => page.getByRole('main').evaluate((main) => main.scrollTop)
const found = (page: Page) => page.getByRole('region', { name: 'Results' }).getByRole('status')

test.describe('the form', () => {
  test('filters by service and writes the URL; Back takes the filter away', async ({
    explorer,
    page,
  }) => {
    await explorer.openTraces()
    await expect(found(page)).toHaveText('45 traces')
    await page.getByLabel('Service').selectOption('payments')
    await page.getByRole('button', { name: 'Find traces' }).click()
    await expect(page).toHaveURL(`${explorer.url}/?service=payments`)
    await expect(rows(page).first()).toContainText('settle-payment')
    await expect(found(page)).not.toHaveText('45 traces')
    await page.goBack()
    await expect(found(page)).toHaveText('45 traces')
    await expect(page.getByLabel('Service')).toHaveValue('')
  })

  test('finds every trace of one order by its attribute, on Enter', async ({ explorer, page }) => {
    await explorer.openTraces()
    await page.getByLabel('Attributes').fill('order.id=A-1003')
    await page.getByLabel('Attributes').press('Enter')
    await expect(page).toHaveURL(`${explorer.url}/?attributes=order.id%3DA-1003`)
    await expect(found(page)).toHaveText('5 traces')
    for (const root of ['receive-order', 'hourly-run', 'ship-order']) {
      await expect(rows(page).filter({ hasText: root })).not.toHaveCount(0)
    }
    await page.getByRole('link', { name: 'Clear filters' }).click()
    await expect(found(page)).toHaveText('45 traces')
  })

  test('says in the field what can’t be read, goes there, and asks nothing', async ({
    explorer,
    page,
  }) => {
    await explorer.openTraces()
    await page.getByLabel('Attributes').fill('order.id')
    await page.getByRole('button', { name: 'Find traces' }).click()
    const field = page.getByLabel('Attributes')
    await expect(field).toBeFocused()
    await expect(field).toHaveAccessibleDescription(/“order.id” has no value/)
    await expect(field).toHaveAttribute('aria-invalid', 'true')
    await expect(page).toHaveURL(`${explorer.url}/`)
    await field.fill('order.id=A-1003')
    await expect(field).toHaveAttribute('aria-invalid', 'false')
  })

  test('a URL that can’t be read shows where, beside the form', async ({ explorer, page }) => {
    await page.goto(`${explorer.url}/?minDuration=soon`)
    await expect(page.getByRole('alert')).toContainText('The search failed')
    await expect(page.getByLabel('Duration from')).toHaveAccessibleDescription(/300ms/)
  })

  test('asks for links to a trace by whatever names the trace', async ({ explorer, page }) => {
    await explorer.openTraces(
      '?attributes=order.id%3DA-1003&service=orders.api&operation=receive-order',
    )
    const id = (await rows(page).first().getByRole('link').getAttribute('href'))!.slice(-32)
    await page.getByRole('link', { name: 'Clear filters' }).click()
    await page.getByLabel('Links', { exact: true }).selectOption('links to trace …')
    await page.getByLabel('Links to trace').fill(`00-${id}-00f067aa0ba902b7-01`)
    await page.getByLabel('Links to trace').press('Enter')
    await expect(rows(page).first()).toContainText('hourly-run')
    await expect(found(page)).toHaveText('1 trace')
  })

  test('nothing found says so and offers to clear the filters', async ({ explorer, page }) => {
    await page.goto(`${explorer.url}/?service=nobody&limit=20`)
    await page.getByRole('button', { name: 'Clear filters' }).click()
    await expect(found(page)).toHaveText(/^First 20 of more/)
  })
})

test.describe('the table', () => {
  test('sorts by duration over all, by links among the loaded', async ({ explorer, page }) => {
    await explorer.openTraces()
    const duration = page.getByRole('columnheader', { name: 'Duration' })
    await duration.getByRole('button').click()
    await expect(page).toHaveURL(`${explorer.url}/?sort=longest`)
    await expect(duration).toHaveAttribute('aria-sort', 'descending')
    await expect(rows(page).first()).toContainText('3.05 s')
    await duration.getByRole('button').click()
    await expect(duration).toHaveAttribute('aria-sort', 'ascending')
    await expect(rows(page).first()).toContainText('GET /orders/{id}')
    await page.getByRole('button', { name: 'Links out' }).click()
    await expect(rows(page).first()).toContainText('hourly-run')
  })

  test('by keyboard: rows move, Enter opens, Back returns to row, query and scroll', async ({
    explorer,
    page,
  }) => {
    await page.setViewportSize({ width: 1440, height: 600 })
    await explorer.openTraces('?status=any&sort=oldest')
    const first = rows(page).first().getByRole('link')
    await first.focus()
    for (const key of ['ArrowDown', 'j', 'j', 'k']) await page.keyboard.press(key)
    await expect(page.locator('[role=row][aria-rowindex="4"] a')).toBeFocused()
    await page.keyboard.press('End')
    const last = page.locator('[role=row][aria-rowindex="46"] a')
    await expect(last).toBeFocused()
    await expect(last).toBeInViewport()
    const scrolled = await scrollTop(page)
    expect(scrolled).toBeGreaterThan(0)

    await page.keyboard.press('Enter')
    await expect(explorer.tree).toBeVisible()
    await page.goBack()
    await expect(page).toHaveURL(`${explorer.url}/?status=any&sort=oldest`)
    await expect(last).toBeFocused()
    expect(await scrollTop(page)).toBe(scrolled)
  })

  test('a row is a link: with Ctrl it opens beside', async ({ explorer, page, context }) => {
    await explorer.openTraces()
    const opened = context.waitForEvent('page')
    await rows(page)
      .first()
      .click({ modifiers: ['Control'] })
    await expect((await opened).getByRole('treegrid', { name: 'Spans' })).toBeVisible()
    await expect(page).toHaveURL(`${explorer.url}/`)
  })

  test('times follow the zone that was chosen, and the choice stays', async ({
    browser,
    explorer,
  }) => {
    const context = await browser.newContext({ timezoneId: 'Asia/Tokyo' })
    const page = await context.newPage()
    await page.goto(explorer.url)
    const started = rows(page).first().getByRole('gridcell').first()
    const local = await started.innerText()
    await page.getByRole('button', { name: 'Time zone: Local time' }).click()
    await expect(started).not.toHaveText(local)
    const utc = await started.innerText()
    await page.reload()
    await expect(page.getByRole('button', { name: 'Time zone: UTC' })).toBeVisible()
    await expect(started).toHaveText(utc)
    await context.close()
  })
})

test.describe('the picture of durations', () => {
  test('a dot opens its trace; a drag narrows the time', async ({ explorer, page }) => {
    await explorer.openTraces('?service=notifications')
    const plot = page.locator('.search-plot')
    const box = (await plot.boundingBox())!
    await page.mouse.move(box.x + 5, box.y + 5)
    await page.mouse.down()
    await page.mouse.move(box.x + 50, box.y + 20)
    await page.mouse.move(box.x + box.width - 5, box.y + 40)
    await page.mouse.up()
    await expect(page).toHaveURL(/time=custom&from=\d+&to=\d+/)
    await expect(page.getByLabel('Started after')).not.toHaveValue('')
    await expect(rows(page).first()).toContainText('send-digest')

    const dot = await page.locator('.search-dots').first().boundingBox()
    await page.mouse.move(dot!.x + 3, dot!.y + dot!.height / 2)
    await expect(page.locator('.search-tip')).toContainText('send-digest')
    await page.mouse.down()
    await page.mouse.up()
    await expect(explorer.tree).toBeVisible()
  })
})

test.describe('a list of traces', () => {
  test('is found whole by its ids; what is not there is said, and a row opens the span that is meant', async ({
    explorer,
    page,
  }) => {
    const { traces } = (await (
      await page.request.get(`${explorer.url}/api/v1/traces?service=orders-batch`)
    ).json()) as { traces: { traceId: string; rootSpanId: string }[] }
    const [first, second] = traces
    const ids = `${first.traceId}:${first.rootSpanId}\n${second.traceId.toUpperCase()}, ${'f'.repeat(32)}`
    await explorer.openTraces()
    await page.getByRole('radio', { name: 'Trace ids' }).check()
    await page.getByRole('textbox', { name: 'Trace ids' }).fill(ids)
    await page.getByRole('button', { name: 'Find traces' }).click()
    await expect(found(page)).toHaveText('2 of 3 traces: the others are not in this source')
    await expect(rows(page)).toHaveCount(2)
    await rows(page)
      .getByRole('link')
      .and(page.locator(`[href^="/trace/${first.traceId}"]`))
      .click()
    await expect(explorer.selectedSpan).toContainText('hourly-run')
    await page.goBack()
    await expect(page.getByRole('textbox', { name: 'Trace ids' })).toHaveValue(ids)
    await page.getByRole('link', { name: 'Clear filters' }).click()
    await expect(found(page)).toHaveText('45 traces')
  })
})

test.describe('a store that changes', () => {
  let server: RunningServer
  test.beforeEach(async ({ start }) => {
    server = await start('--memory')
  })

  test('the sample goes by one click; then the screen says how to send spans, and shows them as they come', async ({
    page,
    checkAccessibility,
  }) => {
    await page.goto(server.url)
    await expect(page.getByText('Sample data is loaded: 45 traces')).toBeVisible()
    await page.getByRole('button', { name: 'Remove sample' }).click()
    await expect(page.getByRole('heading', { name: 'No traces yet' })).toBeVisible()
    await expect(page.getByText(`OTEL_EXPORTER_OTLP_ENDPOINT=${server.otlp}`)).toBeVisible()
    await expect(page.getByText('Sample data is loaded')).toHaveCount(0)
    await checkAccessibility('the empty store')
    await send(server, oneSpanTraces('first', 2))
    await expect(rows(page)).toHaveCount(2)
  })

  test('the sample comes back by one click', async ({ page }) => {
    await page.request.delete(`${server.url}/api/v1/sample`)
    await page.goto(server.url)
    await page.getByRole('button', { name: 'Load the sample' }).click()
    await expect(found(page)).toHaveText('45 traces')
  })

  test('new traces wait behind a button, also those that came while another screen was open', async ({
    page,
  }) => {
    await page.goto(server.url)
    await expect(found(page)).toHaveText('45 traces')
    const top = await rows(page).first().innerText()
    await send(server, oneSpanTraces('later', 3))
    const show = page.getByRole('button', { name: '3 new traces — show' })
    await expect(show).toBeVisible()
    expect(await rows(page).first().innerText()).toBe(top)
    await show.click()
    await expect(found(page)).toHaveText('48 traces')
    await expect(show).toHaveCount(0)

    await rows(page).first().click()
    await expect(page.getByRole('treegrid', { name: 'Spans' })).toBeVisible()
    await send(server, oneSpanTraces('away', 1))
    await expect.poll(() => storedTraces(server)).toBe(49)
    await page.goBack()
    await expect(page.getByRole('button', { name: '1 new trace — show' })).toBeVisible()
  })

  test.describe('and fails', () => {
    test.use({ expectedErrors: /ERR_FAILED/ })

    test('a source that can’t be reached says so; its rows stay and Retry asks again', async ({
      page,
    }) => {
      await page.goto(server.url)
      await expect(found(page)).toHaveText('45 traces')
      await page.route('**/api/v1/traces?*', (route) => route.abort())
      await page.getByRole('button', { name: 'Find traces' }).click()
      await expect(page.getByRole('alert')).toContainText('can’t be reached')
      await expect(rows(page).first()).toBeVisible()
      await page.unroute('**/api/v1/traces?*')
      await page.getByRole('button', { name: 'Retry' }).click()
      await expect(page.getByRole('alert')).toHaveCount(0)
    })
  })
})

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [1440, 400]) {
    test.describe(`${colorScheme}, ${width} px`, () => {
      test.use({ colorScheme, viewport: { width, height: 800 } })

      test('axe finds nothing on the Traces screen, and nothing is cut', async ({
        explorer,
        page,
        checkAccessibility,
      }) => {
        await explorer.openTraces()
        await checkAccessibility('results')
        if (width < 560) {
          await page.getByRole('button', { name: 'Search', exact: true }).click()
        }
        await page.getByLabel('Time', { exact: true }).selectOption('From … to …')
        await page.getByLabel('Attributes').fill('order.id')
        await page.getByLabel('Attributes').press('Enter')
        await checkAccessibility('the form with an error')
        for (const part of ['html', 'main', 'header']) {
          const overflow = await page
            .locator(part)
            .first()
            .evaluate((node) => node.scrollWidth - node.clientWidth)
          expect(overflow, `${part} never scrolls sideways`).toBe(0)
        }
      })
    })
  }
}

/** OTLP JSON: so many traces of one span, started now. */
function oneSpanTraces(name: string, count: number): string {
  const now = BigInt(Date.now()) * 1_000_000n
  const spans = Array.from({ length: count }, (_, i) => ({
    traceId: Buffer.from(`${name}-${i}`.padEnd(16, '.')).toString('hex'),
    spanId: Buffer.from(`${i}`.padStart(8, '.')).toString('hex'),
    name,
    startTimeUnixNano: String(now),
    endTimeUnixNano: String(now + 5_000_000n),
  }))
  return JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans }] }] })
}

async function storedTraces(server: RunningServer): Promise<number> {
  const answer = await fetch(`${server.url}/api/v1/status`)
  return ((await answer.json()) as { traces: number }).traces
}
