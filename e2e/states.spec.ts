import { expect, test } from './fixtures.ts'

const KEY = 'trace-link-explorer.preferences'

test('a link sets no preference, whatever it says', async ({ explorer, page }) => {
  const asked = 'theme=dark&zone=utc&shortcuts=false&detailsWidth=0.7&namesWidth=0.7'
  await explorer.openTraces(`?${asked}`)
  await explorer.openTraces('?service=orders-batch')
  await explorer.openTrace(/hourly-run/)
  await page.goto(`${page.url()}?${asked}&tab=links&view=graph`)
  await expect(page.getByRole('tab', { name: 'Link graph' })).toHaveAttribute(
    'aria-selected',
    'true',
  )
  expect(await page.evaluate((key) => localStorage.getItem(key), KEY)).toBeNull()
  await page.getByRole('button', { name: 'Time zone: Local time' }).click()
  await page.reload()
  await expect(page.getByRole('button', { name: 'Time zone: UTC' })).toBeVisible()
})

test('the start of a trace switches between local time and UTC', async ({ explorer, page }) => {
  await explorer.openTraces('?service=orders-batch')
  await explorer.openTrace(/hourly-run/)
  await page.getByRole('button', { name: /local: switch to UTC$/ }).click()
  await expect(page.getByRole('button', { name: /UTC: switch to local time$/ })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Time zone: UTC' })).toBeVisible()
})

test('the time is narrowed by keyboard as by dragging', async ({
  explorer,
  page,
  checkAccessibility,
}) => {
  await explorer.openTraces()
  const narrow = page.getByRole('group', { name: 'Narrow the time' })
  const from = narrow.getByRole('slider', { name: 'From' })
  await from.focus()
  await expect(from).toBeVisible()
  for (let i = 0; i < 5; i++) await page.keyboard.press('PageUp')
  await checkAccessibility('the sliders')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/time=custom&from=\d+&to=\d+$/)
  await expect(page.getByRole('region', { name: 'Results' }).getByRole('status')).toHaveText(
    /^(?!45)\d+ traces$/,
  )
})

test.describe('a part that fails', () => {
  test.use({ expectedErrors: /ERR_FAILED|could not be loaded/ })

  test('says so in its place, and the rest of the screen goes on', async ({ explorer, page }) => {
    await page.route('**/LinkGraphView*.js', (route) => route.abort())
    await explorer.openTraces('?service=orders-batch')
    await explorer.openTrace(/hourly-run/)
    await page.getByRole('tab', { name: 'Link graph' }).click()
    await expect(page.getByRole('alert')).toContainText('The link graph failed')
    await expect(page.getByRole('heading', { level: 1 })).toContainText('hourly-run')
    await page.getByRole('tab', { name: 'Waterfall' }).click()
    await expect(explorer.tree).toBeVisible()
    await page.unroute('**/LinkGraphView*.js')
  })
})

for (const width of [320, 400]) {
  test.describe(`${width} px`, () => {
    test.use({ viewport: { width, height: 800 } })

    test('nothing is cut, in the list of the box and in the help neither', async ({
      explorer,
      page,
    }) => {
      const fits = async (what: string) => {
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        )
        expect(overflow, what).toBe(0)
      }
      await explorer.openTraces()
      await fits('the traces')
      await page.keyboard.press('Control+k')
      await page.keyboard.type('order')
      await expect(page.getByRole('listbox', { name: 'Suggestions' })).toBeVisible()
      await fits('the suggestions')
      await page.keyboard.press('Escape')
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: 'Keyboard shortcuts' }).click()
      const help = page.getByRole('dialog')
      const cut = await help.evaluate((node) => node.scrollWidth - node.clientWidth)
      expect(cut, 'the help').toBe(0)
    })
  })
}
