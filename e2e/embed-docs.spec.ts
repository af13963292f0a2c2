import { readFileSync } from 'node:fs'
import { jsonOf } from '../src/testing/documents.ts'
import { ask, expect, test } from './embed-fixtures.ts'
import { startFakeJaeger } from './fake-jaeger.ts'
import { recentBatch } from './recent-batch.ts'

/** What docs/embedding.md gives to copy, copied. */

const DOCS = readFileSync(new URL('../docs/embedding.md', import.meta.url), 'utf8')
const spans = recentBatch()
const [order, batch] = spans.map(({ ref }) => ref)

// A complaint about missing times is how a Jaeger says that it has summaries of traces.
test.use({ expectedErrors: /status of 40[04]/ })

/** The first block of a language below a heading. */
function block(heading: string, language: string): string {
  const text = DOCS.slice(DOCS.indexOf(`## ${heading}`))
  const [, code = ''] = new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(text) ?? []
  return code
}

test('the page with the element shows a trace of a Jaeger and goes where a link leads itself', async ({
  page,
  panel,
  site,
}) => {
  const jaeger = await startFakeJaeger(spans)
  const html = block('Custom element', 'html')
    .replace('https://jaeger.example', '/jaeger')
    .replace('4bf92f3577b34da6a3ce929d0e0e4736', batch.traceId)
    .replace('00f067aa0ba902b7', batch.spanId)
  const { origin } = await site({
    behind: { '/jaeger': jaeger.url },
    files: { '/copied.html': html },
  })
  await page.goto(`${origin}/copied.html`)
  await expect(panel.selectedSpan).toContainText('process-batch')
  await panel.openTab('Links 1')
  await panel.resolved()
  const left = page.waitForRequest(`${origin}/traces/${order.traceId}?span=${order.spanId}`)
  await panel.followLink(0)
  await left
  await jaeger.stop()
})

test('a source of one’s own is asked for traces', async ({ page, panel, site }) => {
  const { origin } = await site({ files: { [`/my/traces/${batch.traceId}.json`]: jsonOf(spans) } })
  await page.goto(`${origin}/handed.html`)
  await page.evaluate(block('A source of your own', 'js'))
  await ask(page.locator('trace-link-panel'), { ...batch, tab: 'links' })
  await expect(panel.selectedSpan).toContainText('process-batch')
  await panel.resolved()
  await expect(panel.linkRows).toContainText('not found')
  await panel.followLink(0)
  await expect(panel.root.getByRole('alert')).toContainText('My store does not have this trace.')
})

test('traces that the page has are shown', async ({ page, panel, site }) => {
  const script = '<script type="module" src="/element.js"></script>'
  const html = block('Traces that the page has already', 'html')
  const { origin } = await site({
    files: {
      '/copied.html': `<!doctype html>${script}${html}`,
      '/my/traces.json': jsonOf(spans.slice(1)),
    },
  })
  await page.goto(`${origin}/copied.html`)
  await expect(panel.spanRow('process-batch')).toBeVisible()
})
