// Makes the pictures of the documentation from the sample scenario: `npm run pictures`, with a built app. Those that are
// named after it alone: `npm run pictures -- peek path`.
// The Node that runs this must be the bundled one, which npm run sees to.
import { chromium } from '@playwright/test'
import { startServer } from '../e2e/server.ts'

const FOLDER = 'docs/images'
const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'

const BOTH = ['light', 'dark']

/** Each begins on a fresh page. */
const PICTURES = {
  traces: {
    themes: BOTH,
    async make(page) {
      await page.goto('/')
      await page.getByRole('row').nth(5).waitFor()
    },
  },
  trace: {
    themes: BOTH,
    async make(page) {
      await openBatch(page, 'oldest')
      await openLinks(page)
      await page.getByText('58 m 12 s').first().waitFor()
    },
  },
  graph: {
    themes: BOTH,
    async make(page) {
      await openBatch(page, 'oldest')
      await page.getByRole('tab', { name: 'Link graph' }).click()
      await page.getByText('waited 58 m 12 s').first().waitFor()
    },
  },
  journey: {
    themes: BOTH,
    async make(page) {
      await openBatch(page, 'oldest')
      await openJourney(page)
    },
  },
  map: {
    themes: BOTH,
    async make(page) {
      await page.goto('/')
      await page.getByRole('link', { name: 'Link map' }).click()
      await page
        .getByRole('row', { name: /receive-order/ })
        .first()
        .waitFor()
    },
  },
  peek: {
    themes: ['light'],
    async make(page) {
      await openBatch(page, 'oldest')
      await page.getByRole('treegrid', { name: 'Spans' }).focus()
      await page.keyboard.press(' ')
      await page.getByRole('list', { name: 'Path to the root' }).waitFor()
    },
  },
  followed: {
    themes: ['light'],
    async make(page) {
      await openBatch(page, 'oldest')
      await openLinks(page)
      await page
        .getByRole('grid')
        .getByRole('row', { name: /31 m 40 s/ })
        .getByRole('link')
        .click()
      await page.getByText('came from').waitFor()
    },
  },
  'linked-from': {
    themes: ['light'],
    async make(page) {
      await page.goto('/?service=orders.api&operation=receive-order&attributes=order.id%3DA-1001')
      await page
        .getByRole('link', { name: /receive-order/ })
        .first()
        .click()
      await page.getByRole('row', { name: /receive-order/ }).click()
      await page.getByRole('tab', { name: /^Linked from/ }).click()
      await page.getByText('found by the source’s index').waitFor()
    },
  },
  order: {
    themes: ['light'],
    async make(page) {
      await PICTURES['linked-from'].make(page)
      await openJourney(page)
    },
  },
  path: {
    themes: ['light'],
    async make(page) {
      await openBatch(page, 'oldest')
      await page.getByRole('button', { name: 'Critical path' }).click()
      await page
        .getByText(/on the critical path/)
        .first()
        .waitFor({ state: 'attached' })
    },
  },
  odd: {
    themes: ['light'],
    async make(page) {
      await openBatch(page, 'newest')
      await openLinks(page)
      const row = page.getByRole('grid').getByRole('row', { name: /not found/ })
      await row.getByRole('button', { name: 'why?' }).click()
      await row.scrollIntoViewIfNeeded()
    },
  },
}

async function openBatch(page, sort) {
  await page.goto(`/?service=orders-batch&operation=process-batch&sort=${sort}`)
  await page
    .getByRole('link', { name: /hourly-run/ })
    .first()
    .click()
  await page.getByRole('row', { name: /process-batch/ }).click()
  await page.getByRole('complementary', { name: 'Span details' }).waitFor()
}

async function openLinks(page) {
  await page.getByRole('tab', { name: /^Links/ }).click()
  await page.getByRole('grid').locator('[aria-busy=true]').waitFor({ state: 'detached' })
}

async function openJourney(page) {
  await page.getByRole('tab', { name: 'Journey' }).click()
  await page.locator('[aria-label=Journey][aria-busy=false]').waitFor()
  await page.getByText('end to end').waitFor()
}

const wanted = process.argv.slice(2)
const server = await startServer('--memory')
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
for (const [name, { themes, make }] of Object.entries(PICTURES)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  for (const colorScheme of themes) {
    const page = await browser.newPage({
      baseURL: server.url,
      viewport: { width: 1440, height: 760 },
      colorScheme,
      timezoneId: 'UTC',
    })
    await make(page)
    // A pointer that rests on something would show its hint, and what has just come may still be on its way in.
    await page.mouse.move(0, 0)
    await page.waitForTimeout(300)
    await page.screenshot({ path: `${FOLDER}/${name}-${colorScheme}.png` })
    await page.close()
  }
}
await browser.close()
await server.stop()
