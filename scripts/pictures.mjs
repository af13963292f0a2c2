// Makes the pictures of the documentation from the sample scenario: `node scripts/pictures.mjs`, with a built app.
// The Node that runs this must be the bundled one: `npm run pictures`.
import { chromium } from '@playwright/test'
import { startServer } from '../e2e/server.ts'

const FOLDER = 'docs/images'
const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'

const server = await startServer('--memory')
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
for (const colorScheme of ['light', 'dark']) {
  const page = await browser.newPage({
    viewport: { width: 1440, height: 760 },
    colorScheme,
    timezoneId: 'UTC',
  })
  await page.goto(`${server.url}/`)
  await page.getByRole('row').nth(5).waitFor()
  await page.screenshot({ path: `${FOLDER}/traces-${colorScheme}.png` })
  await page.goto(`${server.url}/?service=orders-batch&sort=oldest`)
  await page
    .getByRole('link', { name: /hourly-run/ })
    .first()
    .click()
  await page.getByRole('row', { name: /process-batch/ }).click()
  await page.getByRole('tab', { name: /^Links/ }).click()
  await page.getByText('58 m 12 s').first().waitFor()
  await page.screenshot({ path: `${FOLDER}/trace-${colorScheme}.png` })
  await page.getByRole('tab', { name: 'Link graph' }).click()
  await page.getByText('waited 58 m 12 s').first().waitFor()
  await page.screenshot({ path: `${FOLDER}/graph-${colorScheme}.png` })
  await page.getByRole('tab', { name: 'Journey' }).click()
  await page.getByText('end to end').waitFor()
  await page.screenshot({ path: `${FOLDER}/journey-${colorScheme}.png` })
  await page.getByRole('link', { name: 'Link map' }).click()
  await page.getByRole('row', { name: /receive-order/ }).first().waitFor()
  await page.screenshot({ path: `${FOLDER}/map-${colorScheme}.png` })
  await page.close()
}
await browser.close()
await server.stop()
