import { expect, test } from './fixtures.ts'

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [1440, 400]) {
    test.describe(`${colorScheme}, ${width} px`, () => {
      test.use({ colorScheme, viewport: { width, height: 860 } })

      test('axe finds nothing on any tab of the trace screen, and nothing is cut', async ({
        explorer,
        page,
        checkAccessibility,
      }) => {
        // Nine runs of axe.
        test.slow()
        await explorer.openTraceById(await batchTrace(explorer.url))
        await checkAccessibility('the waterfall')
        await explorer.selectSpan(/process-batch/)
        for (const tab of ['Attributes', 'Events', 'Links', 'Linked from', 'Resource', 'Raw']) {
          await explorer.openTab(new RegExp(`^${tab}`))
          await explorer.resolved()
          await checkAccessibility(tab)
        }
        await explorer.openTab(/^Links/)
        await explorer.linkRows.first().getByRole('button', { name: 'Unfold the link' }).click()
        await checkAccessibility('an unfolded link')
        await explorer.followLink(0)
        await expect(explorer.details).toContainText('came from')
        await checkAccessibility('a followed link')
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        )
        expect(overflow, 'the page never scrolls sideways').toBe(0)
      })
    })
  }
}

/** The newer batch of the sample: links of every kind. */
async function batchTrace(url: string): Promise<string> {
  const answer = await fetch(
    `${url}/api/v1/traces?service=orders-batch&operation=process-batch&sort=newest`,
  )
  const { traces } = (await answer.json()) as { traces: { traceId: string }[] }
  return traces[0].traceId
}
