import { expect, test } from './fixtures.ts'

/** What the app’s own pages may not do, whoever has got something into them. */

test.describe('what is refused is told', () => {
  test.use({ expectedErrors: /Content Security Policy|TrustedScript|TrustedHTML|unsafe-eval/ })

  for (const path of ['/', '/embed/']) {
    test(`in the page at ${path} no text becomes a script or markup`, async ({
      page,
      sampleServer,
    }) => {
      await page.goto(sampleServer.url + path)
      const outcomes = await page.evaluate(async () => {
        // What is evaluated for a test is not bound by the page’s policy; what runs later is.
        await new Promise((resolve) => setTimeout(resolve))
        const outcome = (attempt: () => unknown) => {
          try {
            attempt()
            return 'done'
          } catch (error) {
            return (error as Error).name
          }
        }
        const script = document.createElement('script')
        return {
          html: outcome(() => (document.createElement('div').innerHTML = '<b>x</b>')),
          insert: outcome(() => document.body.insertAdjacentHTML('beforeend', '<b>x</b>')),
          source: outcome(() => (script.src = 'https://evil.example/a.js')),
          text: outcome(() => (script.text = 'window.polluted = 1')),
          // oxlint-disable-next-line no-eval -- that it is refused is what is looked at
          eval: outcome(() => (0, eval)('1')),
          // oxlint-disable-next-line no-implied-eval -- likewise
          function: outcome(() => new Function('return 1')()),
          worker: outcome(() => new Worker('https://evil.example/a.js')),
          blob: outcome(() => new Worker(URL.createObjectURL(new Blob(['1'])))),
          frame: outcome(() => (document.createElement('iframe').srcdoc = '<script></script>')),
          parsed: outcome(() => new DOMParser().parseFromString('<b>x</b>', 'text/html')),
        }
      })
      expect(new Set(Object.values(outcomes)), JSON.stringify(outcomes)).not.toContain('done')
      expect(await page.evaluate(() => 'polluted' in window)).toBe(false)
    })
  }

  test('a script that stands in the page is not run', async ({ page, sampleServer }) => {
    await page.route(`${sampleServer.url}/`, async (route) => {
      const answer = await route.fetch()
      const body = (await answer.text()).replace(
        '</body>',
        '<script>window.polluted = 1</script><img src="x:" onerror="window.polluted = 1"></body>',
      )
      await route.fulfill({ response: answer, body })
    })
    await page.goto(sampleServer.url)
    await expect(page.getByRole('row').nth(1)).toBeVisible()
    expect(await page.evaluate(() => 'polluted' in window)).toBe(false)
  })
})

test('under that policy every view works, in workers', async ({ explorer, page }) => {
  await explorer.openTraces()
  await explorer.openTrace(/orders-batch/)
  expect(page.workers().length).toBeGreaterThan(0)
  for (const view of ['Link graph', 'Journey', 'Table', 'Waterfall']) {
    await page.getByRole('tab', { name: view }).click()
    await expect(page.getByRole('tabpanel').first()).toBeVisible()
  }
})
