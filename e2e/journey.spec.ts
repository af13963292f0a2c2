import type { Locator, Page } from '@playwright/test'
import { protoOf } from '../src/testing/documents.ts'
import { DRAWN_ORIGIN, draw, drawnTraceId } from '../src/testing/trace-notation.ts'
import { startFakeJaeger } from './fake-jaeger.ts'
import { expect, test } from './fixtures.ts'
import { send } from './server.ts'

/** The journey in domain verbs. */
class JourneyPage {
  readonly page: Page
  readonly url: string

  constructor(page: Page, url: string) {
    this.page = page
    this.url = url
  }

  get view(): Locator {
    return this.page.getByRole('region', { name: 'Journey' })
  }

  get steps(): Locator {
    return this.view.getByRole('list', { name: 'Steps of the journey' }).getByRole('listitem')
  }

  /** Waits until nothing is being read. */
  async read(): Promise<void> {
    await expect(this.view).toHaveAttribute('aria-busy', 'false')
  }

  async open(traceId: string, query = ''): Promise<void> {
    await this.page.goto(`${this.url}/trace/${traceId}?view=journey${query}`)
    await this.read()
  }

  /** The first trace that a search finds. */
  async find(query: string): Promise<string> {
    const answer = await fetch(`${this.url}/api/v1/traces?${query}`)
    const { traces } = (await answer.json()) as { traces: { traceId: string }[] }
    return traces[0].traceId
  }

  figure(label: string): Locator {
    const term = this.view.getByRole('term').filter({ hasText: label })
    return term.locator('..').getByRole('definition')
  }

  /** The operations of the legs, in order. */
  async operations(): Promise<string[]> {
    return await this.steps.getByRole('button').locator('strong').allInnerTexts()
  }
}

const DRAWN = draw(`
  trace sent
  0-40 api receive server
    10-20 api publish producer
  trace taken
  100-150 jobs take consumer -> sent/publish
`)

const FIRST_BATCH = 'service=orders-batch&operation=process-batch&sort=oldest'
const ORDER = (id: string) =>
  `service=orders.api&operation=receive-order&attribute=order.id%3D${id}&sort=oldest`

const journeyTest = test.extend<{ journey: JourneyPage }>({
  journey: async ({ page, sampleServer }, provide) => {
    await provide(new JourneyPage(page, sampleServer.url))
  },
})

journeyTest(
  'leads from a request over its batch to its shipment',
  async ({ explorer, journey, page }) => {
    await explorer.openTraceById(await journey.find(ORDER('A-1001')))
    await page.keyboard.press('y')
    await journey.read()
    await expect(page).toHaveURL(/view=journey/)
    await expect(page.getByRole('tab', { name: 'Journey' })).toHaveAttribute(
      'aria-selected',
      'true',
    )
    expect(await journey.operations()).toEqual(['receive-order', 'process-batch', 'ship-order'])
    await expect(journey.steps.nth(1)).toContainText('waited 58 m 12 s in orders')
    await expect(journey.steps.nth(2)).toContainText('item 1 of 5')
    await expect(journey.steps.nth(2)).toContainText('matched by order.id = A-1001')
    await expect(journey.figure('end to end')).toContainText('58 m')
    await expect(journey.figure('waiting')).toContainText('99.9 %')
    await expect(journey.figure('traces')).toHaveText('3')
    await expect(journey.figure('hops')).toHaveText('2')
    await expect(journey.view.getByRole('combobox')).toHaveCount(0)
    await expect(journey.view).toContainText('Nothing in the local store links to it.')
  },
)

journeyTest(
  'leads from an item of a batch back to its request',
  async ({ explorer, journey, page }) => {
    await explorer.openTraceById(await journey.find(FIRST_BATCH))
    await explorer
      .spanRow(/reconcile/)
      .nth(1)
      .click()
    await page.getByRole('tab', { name: 'Journey' }).click()
    await journey.read()
    await expect(journey.steps.nth(2)).toContainText('matched by order.id = A-1002')
    expect(await journey.operations()).toEqual(['receive-order', 'process-batch', 'ship-order'])
  },
)

journeyTest('shows attempts at one message, the failed ones marked', async ({ journey }) => {
  await journey.open(await journey.find(ORDER('A-1004')))
  const settle = ['settle-payment', 'settle-payment', 'settle-payment']
  expect(await journey.operations()).toEqual(['receive-order', 'process-batch', ...settle])
  const attempts = journey.steps
    .filter({ hasText: 'settle-payment' })
    .filter({ hasText: 'attempt' })
  await expect(attempts).toHaveCount(3)
  await expect(attempts.nth(0)).toContainText('attempt 1 of 3')
  await expect(attempts.nth(0)).toContainText('failed')
  await expect(attempts.nth(1)).toContainText('failed')
  await expect(attempts.nth(2)).not.toContainText('failed')
  await expect(journey.steps.filter({ hasText: 'waited 1.2 s in payments.settle' })).toHaveCount(1)
})

journeyTest('says what was sent and taken up by nobody', async ({ journey }) => {
  await journey.open(await journey.find('service=orders.api&operation=receive-order&sort=newest'))
  await expect(journey.view).toContainText('Not consumed so far')
  await expect(journey.view).toContainText('What “publish orders” was sent')
  expect(await journey.operations()).toEqual(['receive-order'])
})

journeyTest(
  'offers all journeys of a batch, failed ones first, and keeps the choice',
  async ({ journey, page }) => {
    await journey.open(await journey.find(FIRST_BATCH))
    const chooser = journey.view.getByRole('combobox', { name: /^Journey 1 of / })
    const options = await chooser.getByRole('option').allInnerTexts()
    expect(options).toHaveLength(5)
    expect(options[0]).toContain('failed')
    expect(options[4]).not.toContain('failed')
    await journey.view.getByRole('button', { name: 'Next journey' }).click()
    await expect(journey.view.getByRole('combobox', { name: 'Journey 2 of 5' })).toBeVisible()
    const before = await journey.operations()
    await page.reload()
    await journey.read()
    await expect(journey.view.getByRole('combobox', { name: 'Journey 2 of 5' })).toBeVisible()
    expect(await journey.operations()).toEqual(before)
    await page.goBack()
    await expect(journey.view.getByRole('combobox', { name: 'Journey 1 of 5' })).toBeVisible()
  },
)

journeyTest(
  'by keyboard alone: to a step, its details, and its trace',
  async ({ explorer, journey, page }) => {
    await journey.open(await journey.find(ORDER('A-1001')))
    const leg = journey.steps.nth(2).getByRole('button')
    for (let presses = 0; presses < 40; presses++) {
      await page.keyboard.press('Tab')
      if (await leg.evaluate((node) => node === document.activeElement)) break
    }
    await expect(leg).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(explorer.details.getByRole('heading', { level: 2 })).toHaveText('process-batch')
    await expect(leg).toHaveAttribute('aria-pressed', 'true')
    expect(await journey.operations()).toEqual(['receive-order', 'process-batch', 'ship-order'])
    await page.keyboard.press('Escape')
    await expect(explorer.details).toHaveCount(0)
    await journey.steps.nth(2).getByRole('link', { name: 'Open the trace' }).focus()
    await page.keyboard.press('Enter')
    await expect(explorer.selectedSpan).toContainText('process-batch')
    await page.goBack()
    await journey.read()
    expect(await journey.operations()).toEqual(['receive-order', 'process-batch', 'ship-order'])
  },
)

journeyTest(
  'a bar of the picture selects its span, a double click opens its trace',
  async ({ explorer, journey, page }) => {
    await journey.open(await journey.find(ORDER('A-1001')))
    const bar = page.locator('svg .jy-bar', { hasText: 'orders-batch reconcile' })
    await bar.locator('.jy-bar-box').click()
    await expect(explorer.details.getByRole('heading', { level: 2 })).toHaveText('reconcile')
    await bar.locator('.jy-bar-box').dblclick()
    await expect(explorer.selectedSpan).toContainText('reconcile')
  },
)

journeyTest('a message that is taken up while one looks goes on', async ({ start, page }) => {
  const server = await start('--memory', '--no-sample')
  const [sent, taken] = ['sent', 'taken'].map((trace) =>
    DRAWN.spans.filter(({ ref }) => ref.traceId === drawnTraceId(trace)),
  )
  await send(server, protoOf(sent))
  const journey = new JourneyPage(page, server.url)
  await journey.open(drawnTraceId('sent'))
  await expect(journey.view).toContainText('Not consumed so far')
  await send(server, protoOf(taken))
  await expect.poll(() => journey.operations()).toEqual(['receive', 'take'])
})

journeyTest('a link to nowhere is a step with the reason', async ({ start, page }) => {
  const server = await start('--memory', '--no-sample')
  const taken = DRAWN.spans.filter(({ ref }) => ref.traceId === drawnTraceId('taken'))
  await send(server, protoOf(taken))
  const journey = new JourneyPage(page, server.url)
  await journey.open(drawnTraceId('taken'))
  await expect(journey.steps.first()).toContainText('Not found in the local store')
  await expect(journey.steps.nth(1)).toContainText('wait not known')
  await expect(journey.figure('traces')).toHaveText('2')
})

/** An order, the batch that took it with another one, and the shipment of it, as of a few minutes ago. */
const SCANNED = draw(`
  trace order
  0-100 shop receive-order server order.id=A-1

  trace other
  0-100 shop receive-order server order.id=A-2

  trace batch
  60000-64000 batch process-batch consumer -> order/receive-order -> other/receive-order
    60500-61000 batch reconcile order.id=A-1
    62000-63000 batch reconcile order.id=A-2

  trace shipment
  120000-121000 shipping ship-order consumer order.id=A-1 -> batch/process-batch
`).spans

journeyTest.describe('a source that scans', () => {
  journeyTest.use({ expectedErrors: /status of 40[04]/ })

  journeyTest(
    'leads forwards as far as it searched, on when asked to, and backwards from the end',
    async ({ start, page, checkAccessibility }) => {
      const shift = BigInt(Date.now() - 600_000) * 1_000_000n - DRAWN_ORIGIN
      const jaeger = await startFakeJaeger(
        SCANNED.map((span) => ({ ...span, start: span.start + shift, end: span.end + shift })),
      )
      try {
        const server = await start('--memory', '--no-sample', '--source', `jaeger=${jaeger.url}`)
        const journey = new JourneyPage(page, server.url)
        await journey.open(drawnTraceId('order'), '&source=jaeger')
        await expect.poll(() => journey.operations()).toEqual(['receive-order', 'process-batch'])
        await expect(journey.view).toContainText('What links here was not looked for.')
        await checkAccessibility('a journey that may go on')
        await journey.view.getByRole('button', { name: 'Search' }).click()
        const all = ['receive-order', 'process-batch', 'ship-order']
        await expect.poll(() => journey.operations()).toEqual(all)
        await expect(journey.steps.nth(1)).toContainText('waited 59.9 s')
        await expect(journey.figure('traces')).toHaveText('3')

        await journey.open(drawnTraceId('shipment'), '&source=jaeger')
        await expect.poll(() => journey.operations()).toEqual(all)
        await expect(journey.view).toContainText('Nothing that links to it was found. Searched:')
      } finally {
        // Before its source goes: what the page still asks must not fail.
        await page.close()
        await jaeger.stop()
      }
    },
  )
})

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [1440, 400]) {
    journeyTest.describe(`${colorScheme}, ${width} px`, () => {
      journeyTest.use({ colorScheme, viewport: { width, height: 860 } })

      journeyTest(
        'axe finds nothing on a journey, and nothing is cut',
        async ({ explorer, journey, page, checkAccessibility }) => {
          await journey.open(await journey.find(FIRST_BATCH))
          await checkAccessibility('journeys of a batch')
          await journey.open(await journey.find(ORDER('A-1004')))
          await journey.steps.nth(2).getByRole('button').click()
          await expect(explorer.details).toBeVisible()
          await checkAccessibility('a journey with details')
          const overflow = await page.evaluate(
            () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
          )
          expect(overflow, 'the page never scrolls sideways').toBe(0)
        },
      )
    })
  }
}
