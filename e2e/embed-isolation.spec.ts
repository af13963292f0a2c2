import { jsonOf } from '../src/testing/documents.ts'
import { draw, drawnRef } from '../src/testing/trace-notation.ts'
import { type Page, ask, expect, panelAt, sampleBatch, test } from './embed-fixtures.ts'
import { recentBatch } from './recent-batch.ts'

/** A panel and its page leave each other alone. */

const spans = recentBatch()
const [order, batch] = spans.map(({ ref }) => ref)
const traces = jsonOf(spans)

test('two panels have their own traces, themes, colours and zones', async ({ page, site }) => {
  const { origin } = await site()
  await page.goto(`${origin}/two.html`)
  const [left, right] = [page.locator('#left'), page.locator('#right')]
  await ask(left, { traces: jsonOf(spans.slice(1)), ...batch })
  await ask(right, { traces: jsonOf(spans.slice(0, 1)), ...order })
  await expect(panelAt(left).selectedSpan).toContainText('process-batch')
  await expect(panelAt(right).selectedSpan).toContainText('receive-order')
  const look = (panel: typeof left) =>
    panel.locator('[data-theme]').evaluate((node) => {
      const style = getComputedStyle(node)
      return [style.backgroundColor, style.getPropertyValue('--link').trim()]
    })
  expect(await look(left)).toEqual(['rgb(255, 255, 255)', 'rgb(0 90 60)'])
  expect(await look(right)).toEqual(['rgb(16, 17, 22)', '#b49cff'])
  await expect(left.locator('header').first()).toContainText('UTC')
  await expect(right.locator('header').first()).not.toContainText('UTC')
  await panelAt(left).openTab('Raw')
  await expect(panelAt(right).tab('Raw')).toHaveAttribute('aria-selected', 'false')
  await left.evaluate((node) => node.remove())
  await panelAt(right).openTab('Raw')
  await expect(panelAt(right).details.getByRole('tabpanel')).toContainText(order.spanId)
})

test('ten panels of one explorer open, though a browser has six connections to it', async ({
  page,
  site,
  sampleServer,
}) => {
  const { origin } = await site({ behind: { '/explorer': sampleServer.url } })
  const { traceId } = await sampleBatch(sampleServer.url)
  await page.goto(`${origin}/plain.html`)
  await page.evaluate((trace) => {
    const [panel] = document.querySelectorAll('trace-link-panel')
    panel.setAttribute('trace-id', trace)
    for (let i = 1; i < 10; i++) panel.after(panel.cloneNode())
  }, traceId)
  await expect(page.getByRole('treegrid', { name: 'Spans' })).toHaveCount(10)
})

test('a colour that the page changes later is painted anew, on canvases too', async ({
  page,
  panel,
  site,
}) => {
  const { origin } = await site()
  await page.goto(`${origin}/handed.html`)
  const element = page.locator('trace-link-panel')
  await ask(element, { traces, ...batch, theme: 'light' })
  await expect(panel.selectedSpan).toBeVisible()
  /** Of the ruler's lines: a pixel of the waterfall's canvas has this colour. */
  const painted = (red: number, green: number, blue: number) =>
    element.evaluate(
      (node, wanted) => {
        const canvas = node.shadowRoot?.querySelector<HTMLCanvasElement>('.wf-canvas')
        if (!canvas || canvas.width === 0) return false
        const { width, height } = canvas
        const { data } = canvas.getContext('2d')?.getImageData(0, 0, width, height) ?? { data: [] }
        for (let i = 0; i < data.length; i += 4) {
          const isClose = wanted.every((value, at) => Math.abs(value - data[i + at]) < 3)
          if (isClose && data[i + 3] > 250) return true
        }
        return false
      },
      [red, green, blue],
    )
  expect(await painted(250, 0, 200)).toBe(false)
  await element.evaluate((node) => node.style.setProperty('--trace-link-border', 'rgb(250 0 200)'))
  await expect.poll(() => painted(250, 0, 200), 'by a style').toBe(true)
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(
      'html.late trace-link-panel { --trace-link-border: rgb(0 180 20) !important }',
    )
    document.adoptedStyleSheets.push(sheet)
    document.documentElement.className = 'late'
  })
  await expect.poll(() => painted(0, 180, 20), 'by a class far above').toBe(true)
})

test('a page’s styles don’t reach into a panel, nor the panel’s out', async ({
  page,
  panel,
  site,
}) => {
  const { origin } = await site()
  await page.goto(`${origin}/hostile.html`)
  const outside = () =>
    page.evaluate(() => {
      const probe = document.createElement('button')
      probe.className = 'button tle mono is-error tab notice'
      document.body.append(probe)
      const { color, fontFamily, borderRadius } = getComputedStyle(probe)
      probe.remove()
      return [color, fontFamily, borderRadius, document.styleSheets.length]
    })
  const before = await outside()
  await ask(page.locator('trace-link-panel'), { traces, ...batch })
  const row = panel.selectedSpan
  await expect(row).toBeVisible()
  const style = await row.evaluate((node) => {
    const { fontSize, letterSpacing, textTransform, textAlign, display, color } =
      getComputedStyle(node)
    return { fontSize, letterSpacing, textTransform, textAlign, display, color }
  })
  expect(style).toEqual({
    fontSize: '13px',
    letterSpacing: 'normal',
    textTransform: 'none',
    textAlign: 'start',
    display: style.display,
    color: 'rgb(20, 23, 28)',
  })
  expect(style.display).not.toBe('none')
  expect(await outside()).toEqual(before)
})

test('keys are heard inside a panel alone, and those that it takes end there', async ({
  page,
  panel,
  site,
}) => {
  const { origin } = await site()
  await page.goto(`${origin}/handed.html`)
  await ask(page.locator('trace-link-panel'), { traces, ...batch })
  await expect(panel.details).toBeVisible()
  const pressed = await recordKeys(page)

  await page.getByRole('heading', { name: 'A page that has the traces itself' }).click()
  await page.keyboard.press('l')
  await expect(panel.tab('Attributes 1')).toHaveAttribute('aria-selected', 'true')
  await page.getByLabel('Notes').press('l')
  await expect(page.getByLabel('Notes')).toHaveValue('l')
  await expect(panel.tab('Attributes 1')).toHaveAttribute('aria-selected', 'true')
  expect(await pressed()).toEqual(['l', 'l'])

  await panel.tree.focus()
  await page.keyboard.press('l')
  await expect(panel.tab('Links 1')).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('q')
  expect(await pressed(), 'what the panel has no use for goes on').toEqual(['l', 'l', 'q'])
})

test('shortcuts can be switched off: letters are the page’s, wherever the focus is; arrows still move', async ({
  page,
  panel,
  site,
}) => {
  const { origin } = await site()
  await page.goto(`${origin}/handed.html`)
  const element = page.locator('trace-link-panel')
  await element.evaluate((node) => node.setAttribute('shortcuts', 'off'))
  const two = draw(`
    trace run
    0-100 orders-batch hourly-run
      10-90 orders-batch process-batch
  `)
  await ask(element, { traces: jsonOf(two.spans), ...drawnRef('run/process-batch') })
  await expect(panel.details).toBeVisible()
  const pressed = await recordKeys(page)

  await panel.tree.focus()
  const keys = ['k', 'l', 'g', 't', '/']
  for (const key of keys) await page.keyboard.press(key)
  await expect(panel.selectedSpan).toContainText('process-batch')
  await expect(panel.tab(/^Attributes/)).toHaveAttribute('aria-selected', 'true')
  expect(await pressed()).toEqual(keys)
  await page.keyboard.press('ArrowUp')
  await expect(panel.selectedSpan).toContainText('hourly-run')
  expect(await pressed(), 'what the panel takes').toEqual(keys)

  await element.evaluate((node) => node.removeAttribute('shortcuts'))
  await panel.tree.focus()
  await page.keyboard.press('j')
  await expect(panel.selectedSpan).toContainText('process-batch')
})

test('a panel never takes the focus from its page', async ({ page, panel, site }) => {
  const { origin } = await site()
  await page.goto(`${origin}/handed.html`)
  const element = page.locator('trace-link-panel')
  await ask(element, { traces, ...batch })
  await expect(panel.details).toBeVisible()
  await ask(element, { ...order })
  await expect(panel.selectedSpan).toContainText('receive-order')
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('BODY')
})

test('following a link by keyboard takes the focus along, inside the panel', async ({
  page,
  panel,
  site,
}) => {
  const { origin } = await site()
  await page.goto(`${origin}/handed.html`)
  await ask(page.locator('trace-link-panel'), { traces, ...batch, tab: 'links' })
  await panel.resolved()
  await panel.details.getByRole('grid').focus()
  await page.keyboard.press('Enter')
  await expect(panel.selectedSpan).toContainText('receive-order')
  await expect(panel.tree).toBeFocused()
  await page.keyboard.press('Backspace')
  await expect(panel.selectedSpan).toContainText('process-batch')
  await expect(panel.details.getByRole('grid')).toBeFocused()
})

test('a panel works in a page that scrolls, shrinks and runs from right to left', async ({
  page,
  panel,
  site,
}) => {
  const { origin } = await site()
  await page.goto(`${origin}/awkward.html`)
  await ask(page.locator('trace-link-panel'), { traces, traceId: batch.traceId })
  await panel.selectSpan('process-batch')
  const splitter = panel.root.getByRole('separator', { name: 'Width of the span details' })
  const [before, handle] = [await panel.details.boundingBox(), await splitter.boundingBox()]
  if (!before || !handle) throw new Error('nothing to drag')
  await page.mouse.move(handle.x + handle.width / 2, handle.y + 100)
  await page.mouse.down()
  await page.mouse.move(handle.x + handle.width / 2 - 80, handle.y + 100)
  await page.mouse.up()
  const after = await panel.details.boundingBox()
  expect(Math.abs((after?.width ?? 0) - before.width - 80)).toBeLessThan(3)
  await panel.openTab('Links 1')
  await panel.resolved()
  await panel.unfoldLink(0)
  await expect(panel.details.getByLabel('Attributes of the link')).toContainText('order.id')
  await panel.followLink(0)
  await expect(panel.selectedSpan).toContainText('receive-order')
  const [tree, details] = [await panel.tree.boundingBox(), await panel.details.boundingBox()]
  expect(tree?.x, 'time runs from left to right').toBeLessThan(details?.x ?? 0)
})

test.describe('axe finds nothing in a page with panels', () => {
  for (const view of ['waterfall', 'details', 'graph', 'journey'] as const) {
    test(view, async ({ page, panel, site, checkAccessibility }) => {
      const { origin } = await site()
      await page.goto(`${origin}/two.html`)
      for (const id of ['#left', '#right']) {
        await ask(page.locator(id), { traces, ...batch, view, tab: 'links' })
        await expect(
          page
            .locator(id)
            .getByRole('heading', { level: 1 })
            .or(panelAt(page.locator(id)).details)
            .first(),
        ).toBeVisible()
      }
      await expect(panel.root.locator('[aria-busy=true]')).toHaveCount(0)
      await checkAccessibility(`two panels, ${view}`)
    })
  }
})

/** The keys that reach the page's own listener. */
async function recordKeys(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const keys: string[] = []
    Object.assign(window, { keys })
    document.addEventListener('keydown', ({ key }) => keys.push(key))
  })
  return () => page.evaluate(() => (window as unknown as { keys: string[] }).keys)
}
