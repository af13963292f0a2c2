import { jsonOf } from '../src/testing/documents.ts'
import { ask, expect, test } from './embed-fixtures.ts'
import { recentBatch } from './recent-batch.ts'

/** Pages whose policy forbids what a panel would rather have. */

const spans = recentBatch()
const [, batch] = spans.map(({ ref }) => ref)
const traces = jsonOf(spans)

const STRICT = "default-src 'none'; script-src 'self'; base-uri 'none'; form-action 'none'"
const POLICIES = {
  'no worker from a blob, no inline style, no request': STRICT,
  'Trusted Types': `${STRICT}; worker-src blob:; require-trusted-types-for 'script'; trusted-types 'none'`,
}

test.use({ expectedErrors: /Content Security Policy|requires 'TrustedScriptURL'|TrustedScriptURL/ })

for (const [what, policy] of Object.entries(POLICIES)) {
  test(`a panel works under a policy of ${what}`, async ({ page, panel, site }) => {
    const { origin } = await site({ policy })
    await page.goto(`${origin}/policy.html`)
    await ask(page.locator('trace-link-panel'), { traces, ...batch, tab: 'links' })
    await panel.resolved()
    await panel.unfoldLink(0)
    await expect(panel.details.getByLabel('Attributes of the link')).toContainText('order.id')
    await panel.followLink(0)
    await expect(panel.selectedSpan).toContainText('receive-order')
    expect(await panel.selectedSpan.evaluate((node) => getComputedStyle(node).fontSize)).toBe(
      '13px',
    )
    await ask(page.locator('trace-link-panel'), { view: 'graph' })
    await expect(page.getByText('receive-order').first()).toBeVisible()
    await ask(page.locator('trace-link-panel'), { view: 'journey' })
    await expect(panel.root.getByRole('list', { name: 'Steps of the journey' })).toBeVisible()
    expect(page.workers()).toEqual([])
  })
}
