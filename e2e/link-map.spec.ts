import type { Span } from '../src/model/span.ts'
import { protoOf } from '../src/testing/documents.ts'
import { DRAWN_ORIGIN, draw, drawnRef } from '../src/testing/trace-notation.ts'
import { startFakeJaeger } from './fake-jaeger.ts'
import { test as base, expect, testOnEmptyServer } from './fixtures.ts'
import { LinkMapPage } from './link-map-page.ts'
import { send } from './server.ts'
import { linkOf, spanOf } from './spans.ts'

const test = base.extend<{ map: LinkMapPage }>({
  map: async ({ page }, provide) => provide(new LinkMapPage(page)),
})

const linking = (path: string, to: string): Span => ({
  ...spanOf(path),
  links: [linkOf(drawnRef(to))],
})

test('an edge leads to the links behind it, one of them to its trace, and Back to the map', async ({
  explorer,
  page,
  map,
}) => {
  await explorer.openTraces()
  await map.open()
  await expect(page.getByRole('link', { name: 'Link map' })).toHaveAttribute('aria-current', 'page')
  await expect(map.summary).toHaveText('35 links of 14 traces.')
  await expect(map.edges).toHaveCount(5)
  await expect(map.rows).toHaveCount(5)
  await expect(map.row(/^receive-order/)).toHaveText(
    /receive-order orders\.api.*process-batch orders-batch.*15.*36 m 48 s.*58 m 12 s.*1 · 7 %/,
  )
  await expect(
    map
      .row(/^not found/)
      .getByRole('cell')
      .last(),
  ).toHaveText('2')

  await map.edges.filter({ hasText: '15 · p50 36 m 48 s · 1 failed' }).locator('text').click()
  await expect(map.details).toContainText('receive-order → process-batch')
  await expect(map.figure('links')).toHaveText('15')
  await expect(map.figure('failed')).toHaveText('1 · 7 %')
  await expect(map.row(/^receive-order/).getByRole('link')).toHaveAttribute('aria-current', 'true')
  await expect(map.examples).toHaveCount(15)
  await expect(map.examples.first()).toContainText('failed')

  await map.examples
    .first()
    .getByRole('link', { name: /^process-batch/ })
    .click()
  await expect(explorer.selectedSpan).toContainText('process-batch')
  await expect(explorer.tab(/^Links/)).toHaveAttribute('aria-selected', 'true')
  await page.goBack()
  await expect(map.details).toContainText('receive-order → process-batch')
  const first = map.examples.first().getByRole('link', { name: /^process-batch/ })
  await expect(first).toBeFocused()
  await page.reload()
  await expect(map.figure('links')).toHaveText('15')

  await map.details.getByRole('link', { name: 'Show these in Traces' }).click()
  await expect(explorer.traceRows).toHaveCount(2)
  await expect(explorer.traceRows.first()).toContainText('hourly-run')
})

test('links are grouped by service, one to itself too, and sorted by any column', async ({
  explorer,
  page,
  map,
}) => {
  await page.goto(`${explorer.url}/map`)
  await map.groupBy('Service')
  await expect(map.rows).toHaveCount(5)
  await expect(map.row(/^orders\.api/)).toContainText('orders-batch')
  await expect(map.edges.filter({ hasText: '7 · p50' })).toHaveAccessibleName(
    /^notifications to notifications: 7 · p50/,
  )
  await page.getByRole('button', { name: 'Failed' }).click()
  await expect(page.getByRole('columnheader', { name: 'Failed' })).toHaveAttribute(
    'aria-sort',
    'descending',
  )
  await expect(map.rows.first()).toContainText('2 · 67 %')
  expect(new URL(page.url()).search).toBe('?by=services&order=-failed')
  await page.goBack()
  await expect(page.getByRole('radio', { name: 'Operation' })).toBeChecked()
})

test('without a mouse: along the edges of the picture, into the details and back', async ({
  explorer,
  page,
  map,
}) => {
  await page.goto(`${explorer.url}/map`)
  await map.edges.first().waitFor()
  await page.getByRole('button', { name: 'Arrange anew' }).focus()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Home')
  await expect(map.edges.and(page.locator(':focus'))).toHaveAccessibleName(/^publish payments/)
  const into = map.edges.filter({ hasText: '15 ·' })
  for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowDown')
  await expect(into).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await expect(map.edges.filter({ hasText: '8 ·' })).toBeFocused()
  await page.keyboard.press('ArrowLeft')
  await expect(map.edges.and(page.locator(':focus'))).toHaveAccessibleName(
    /to process-batch \(orders-batch\)/,
  )
  await page.keyboard.press('Enter')
  await expect(map.details).toContainText('→ process-batch')
  await map.details.getByRole('link', { name: 'Close' }).press('Enter')
  await expect(map.details).toHaveCount(0)
  await map
    .row(/^receive-order/)
    .getByRole('link')
    .press('Enter')
  await expect(map.figure('links')).toHaveText('15')
})

test('a time without links says what to do, and another has them', async ({
  explorer,
  page,
  map,
}) => {
  await page.goto(`${explorer.url}/map?time=custom&from=1000&to=2000`)
  await expect(page.getByText('No links in this time')).toBeVisible()
  await page.getByLabel('Time', { exact: true }).selectOption('365d')
  await expect(map.rows).toHaveCount(5)
  await page.goto(`${explorer.url}/map?edge=0123456789abcdef`)
  await expect(map.details).toContainText('Not in this map')
})

testOnEmptyServer('an empty store leads to where traces come from', async ({ page, explorer }) => {
  await page.goto(`${explorer.url}/map`)
  await expect(page.getByText('No traces yet')).toBeVisible()
  await page.getByRole('main').getByRole('link', { name: 'Traces' }).click()
  await expect(page.getByRole('button', { name: 'Load the sample' })).toBeVisible()
})

testOnEmptyServer(
  'links that come are offered, and a refresh moves no box',
  async ({ page, server, explorer }) => {
    const map = new LinkMapPage(page)
    await send(
      server,
      protoOf([spanOf('order/receive'), linking('batch/process', 'order/receive')]),
    )
    await page.goto(`${explorer.url}/map`)
    await expect(map.edges).toHaveCount(1)
    const news = page.getByText('New spans have come since it was made.')
    await expect(news).toHaveCount(0)
    const places = () =>
      Promise.all([map.box('receive'), map.box('process')].map((box) => box.boundingBox()))
    const before = await places()
    await send(server, protoOf([linking('ship/dispatch', 'batch/process')]))
    await send(server, protoOf([linking('mail/notify', 'order/receive')]))
    await expect(news).toBeVisible()
    await expect(map.edges).toHaveCount(1)
    await page.getByRole('button', { name: 'Refresh' }).click()
    await expect(map.edges).toHaveCount(3)
    await expect(news).toHaveCount(0)
    expect(await places()).toEqual(before)
    await send(server, protoOf([spanOf('plain/ping')]))
    await expect(page.getByText('3 links of 3 traces.')).toBeVisible()
  },
)

testOnEmptyServer(
  'of many edges those with most links are drawn, and all of a box that is chosen',
  async ({ page, server, explorer }) => {
    const map = new LinkMapPage(page)
    // 160 edges of two links into `often`, six of one link into `seldom`.
    const names = Array.from({ length: 160 }, (_, i) => `work-${i}`)
    const oftenest = names.flatMap((name) => [
      { ...linking(`a-${name}/t`, `${name}/${name}`), name: 'often' },
      { ...linking(`b-${name}/t`, `${name}/${name}`), name: 'often' },
    ])
    const seldom = names
      .slice(0, 6)
      .map((name) => ({ ...linking(`c-${name}/t`, `${name}/${name}`), name: 'seldom' }))
    await send(server, protoOf([...names.map((n) => spanOf(`${n}/${n}`)), ...oftenest, ...seldom]))
    await page.goto(`${explorer.url}/map`)
    await expect(map.picture).toContainText('150 edges with most links of 166')
    await expect(map.edges).toHaveCount(150)
    await map
      .row(/seldom/)
      .first()
      .getByRole('link')
      .click()
    await expect(map.edges).toHaveCount(151)
    await map.details.getByRole('link', { name: 'seldom', exact: true }).click()
    const box = map.boxDetails
    await expect(box).toContainText('It links to 6 boxes')
    await expect(map.edges).toHaveCount(156)
    await expect(map.box('seldom')).toBeInViewport()
    await box.getByRole('link', { name: /^work-3 / }).click()
    await expect(map.details).toContainText('work-3 → seldom')
    await page.goBack()
    await expect(box).toBeVisible()
    await page.reload()
    await expect(map.edges).toHaveCount(156)
    await box.getByRole('link', { name: 'Close' }).click()
    await expect(map.edges).toHaveCount(150)
  },
)

test('the picture is moved by drag, wheel and keys, zoomed about the pointer, and left as it was', async ({
  explorer,
  page,
  map,
}) => {
  await page.goto(`${explorer.url}/map`)
  const box = map.box('process-batch')
  /** In whole pixels: sums of fractions differ in the last digit. */
  const at = async () => {
    const { x, y, width, height } = (await box.boundingBox())!
    return {
      x: Math.round(x),
      y: Math.round(y),
      width: Math.round(width),
      height: Math.round(height),
    }
  }
  const first = await at()
  await page.mouse.move(first.x + 300, first.y + 120)
  await page.mouse.down()
  await page.mouse.move(first.x + 200, first.y + 90, { steps: 4 })
  await page.mouse.up()
  await expect.poll(at).toMatchObject({ x: first.x - 100, y: first.y - 30 })
  await map.button('Fit').click()
  await expect.poll(at).toEqual(first)

  // All is in sight: the wheel is the page's.
  await page.mouse.move(first.x + first.width / 2, first.y + first.height / 2)
  await page.keyboard.down('Control')
  await page.mouse.wheel(0, -60)
  await page.keyboard.up('Control')
  await expect.poll(async () => (await at()).width).toBeGreaterThan(first.width * 1.3)
  const zoomed = await at()
  expect(Math.abs(zoomed.x + zoomed.width / 2 - first.x - first.width / 2)).toBeLessThan(2)
  await page.mouse.wheel(0, 40)
  await expect.poll(async () => (await at()).y).toBe(zoomed.y - 40)

  await map.edges.filter({ hasText: '15 ·' }).focus()
  await page.keyboard.press('f')
  await expect.poll(at).toEqual(first)
  await page.keyboard.press('Shift+ArrowRight')
  await expect.poll(at).toMatchObject({ x: first.x - 80 })
  await page.keyboard.press('-')
  await expect.poll(async () => (await at()).width).toBeLessThan(first.width * 0.85)
  const left = await at()
  await page.getByRole('link', { name: 'Traces', exact: true }).click()
  await expect(explorer.traceRows.first()).toBeVisible()
  await page.goBack()
  await expect.poll(at).toEqual(left)
})

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [1440, 400]) {
    test.describe(`${colorScheme}, ${width} px`, () => {
      test.use({ colorScheme, viewport: { width, height: 860 } })

      test('axe finds nothing on the map, and nothing is cut', async ({
        explorer,
        page,
        map,
        checkAccessibility,
      }) => {
        await page.goto(`${explorer.url}/map`)
        await expect(map.rows).toHaveCount(5)
        await checkAccessibility('the map')
        await map
          .row(/^not found/)
          .getByRole('link')
          .click()
        await expect(map.details).toContainText('not found → process-batch')
        await expect(map.details).toBeInViewport()
        await checkAccessibility('a chosen edge')
        await map.details.getByRole('link', { name: 'process-batch', exact: true }).click()
        await expect(map.boxDetails).toContainText('It links to 2 boxes')
        await expect(map.boxDetails).toBeInViewport()
        await checkAccessibility('a chosen box')
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        )
        expect(overflow, 'the page never scrolls sideways').toBe(0)
      })
    })
  }
}

test.describe('a source that makes no map', () => {
  test.use({ expectedErrors: /status of 40[04]/ })

  /** Twenty orders, each taken up by a batch of its own, in the last hour. */
  const spans = (): Span[] => {
    const shift = BigInt(Date.now() - 3_000_000) * 1_000_000n - DRAWN_ORIGIN
    const drawing = Array.from({ length: 20 }, (_, i) => {
      const at = i * 60_000
      return `
        trace order-${i}
        ${at}-${at + 1000} shop receive-order server
        trace batch-${i}
        ${at + 30_000}-${at + 31_000} batch process-batch consumer -> order-${i}/receive-order`
    })
    const drawn = draw(drawing.join('\n')).spans
    return drawn.map((span) => ({ ...span, start: span.start + shift, end: span.end + shift }))
  }

  test('is scanned, with progress, and cancelled keeps what was found', async ({
    page,
    start,
    map,
    checkAccessibility,
  }) => {
    const jaeger = await startFakeJaeger(spans())
    // Eight batches with their orders are read; what comes then waits.
    jaeger.holdTraces(17)
    const server = await start('--memory', '--no-sample', '--source', `jaeger=${jaeger.url}`)
    try {
      await page.goto(`${server.url}/map?by=services`)
      await page.getByRole('combobox', { name: 'Source' }).selectOption('jaeger')
      await expect(page.getByText('Read 8 of 20 traces, 8 links found.')).toBeVisible()
      await checkAccessibility('a scan that is under way')
      await page.getByRole('button', { name: 'Cancel' }).click()
      await expect(map.summary).toHaveText(
        /^The newest 8 links of 8 traces that began from .* to .*\. The scan was cancelled; older ones were not read\./,
      )
      await expect(map.row(/^shop/)).toHaveText(/shop.*batch.*8.*29 s/)
      jaeger.holdTraces(Infinity)
      await page.getByRole('button', { name: 'Scan again' }).click()
      await expect(map.row(/^shop/)).toHaveText(/shop.*batch.*20.*29 s/)
      await expect(page.getByRole('button', { name: 'Cancel' })).toHaveCount(0)
      await map.row(/^shop/).getByRole('link').click()
      await map.examples
        .first()
        .getByRole('link', { name: /^process-batch/ })
        .click()
      await expect(page).toHaveURL(/source=jaeger/)
      await expect(page.getByRole('row', { selected: true })).toContainText('process-batch')
    } finally {
      // Before its source goes: what the page still asks must not fail.
      await page.close()
      await jaeger.stop()
    }
  })
})
