import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from './fixtures.ts'
import { serve } from './serve.ts'

/** Credentials of sources stay in the server. */

const SECRET = 'sesame-7f3a91c2e'
const FORMS = [SECRET, Buffer.from(`me:${SECRET}`).toString('base64'), encodeURIComponent(SECRET)]
const DIST = fileURLToPath(new URL('../dist', import.meta.url))

test.use({ expectedErrors: /status of/ })

test('no secret is in an answer, a header, an address, a log or the page', async ({
  page,
  start,
}, testInfo) => {
  // A source that tells whoever asks, in every way that it can, what it was asked with.
  const source = await serve((request) => {
    const told = JSON.stringify(Object.fromEntries(request.headers))
    const body = JSON.stringify({ errors: [{ msg: told }], error: told, data: null })
    const headers = {
      'content-type': 'application/json',
      'x-told': told,
      'set-cookie': `a=${SECRET}`,
    }
    return new Response(body, { status: 500, headers })
  })
  const config = testInfo.outputPath('sources.json')
  const of = (kind: string, settings: object) => ({ kind, url: source.origin, ...settings })
  writeFileSync(
    config,
    JSON.stringify({
      sources: [
        of('jaeger', { token: SECRET }),
        of('tempo', { username: 'me', password: SECRET }),
        of('signoz', { apiKey: SECRET }),
        of('victoria', { tenant: SECRET }),
      ],
    }),
  )
  const server = await start('--memory', '--config', config)
  const seen: string[] = []
  page.on('response', async (answer) => {
    seen.push(answer.url(), JSON.stringify(await answer.allHeaders().catch(() => ({}))))
    seen.push(await answer.text().catch(() => ''))
  })
  page.on('console', (message) => seen.push(message.text()))
  for (const id of ['jaeger', 'tempo', 'signoz', 'victoria']) {
    await page.goto(`${server.url}/?source=${id}`)
    await expect(page.getByRole('alert').first()).toBeVisible()
    await page.goto(`${server.url}/trace/${'ab'.repeat(16)}?source=${id}`)
    await expect(page.locator('body')).toContainText(/Retry|try again|Try again/)
    seen.push(await page.content())
  }
  seen.push(await page.evaluate(() => JSON.stringify([localStorage, sessionStorage])))
  seen.push(server.said())
  for (const path of ['/api/v1/sources', '/api/v1/status', '/api/v1/openapi.json']) {
    seen.push(await (await fetch(server.url + path)).text())
  }
  expect(seen.length).toBeGreaterThan(50)
  for (const form of FORMS) expect(seen.filter((text) => text.includes(form))).toEqual([])
  await page.close()
  await source.stop()
})

test('no part of the build holds a path or a variable of the machine that built it', () => {
  const files = readdirSync(DIST, { recursive: true, encoding: 'utf8' })
  const texts = files.filter((file) => /\.(js|css|html|map)$/.test(file))
  expect(texts.length).toBeGreaterThan(5)
  const root = fileURLToPath(new URL('..', import.meta.url))
  const home = process.env.HOME ?? root
  for (const file of texts) {
    const text = readFileSync(join(DIST, file), 'utf8')
    expect(text.includes(root), `${file} names ${root}`).toBe(false)
    if (home.length > 1 && home !== '/root') expect(text.includes(`${home}/`), file).toBe(false)
    expect(/process\.env\.(?!NODE_ENV)\w+/.test(text) && file.endsWith('.js'), file).toBe(false)
  }
})
