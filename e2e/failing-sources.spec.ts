import type { Page, Route } from '@playwright/test'
import { protoOf } from '../src/testing/documents.ts'
import { draw, drawnRef } from '../src/testing/trace-notation.ts'
import { expect, testOnEmptyServer as test } from './fixtures.ts'
import { send } from './server.ts'

/** Every screen and panel with a source that fails in every way: it says so, it ends, and it comes back. */

test.use({ expectedErrors: /status of \d{3}|ERR_FAILED|ERR_INTERNET_DISCONNECTED|EventSource/ })

const BATCH = drawnRef('batch/process-batch')
const ORDER = drawnRef('order/receive-order')
const { spans } = draw(`
  trace order
  -60000--59990 orders.api receive-order producer order.id=7
  trace batch
  0-100 orders-batch hourly-run
    10-90 orders-batch process-batch consumer batch.size=1 -> order/receive-order(order.id=7)
`)
const LINKING = `/trace/${BATCH.traceId}?span=${BATCH.spanId}`
const LINKED = `/trace/${ORDER.traceId}?span=${ORDER.spanId}`

/** What the source says where it has words. */
const WORDS = 'The disk of the store is full.'
const API = '**/api/v1/**'

const halved = async (route: Route) => {
  const answer = await route.fetch()
  const body = await answer.body()
  await route.fulfill({ response: answer, body: body.subarray(0, Math.floor(body.length / 2)) })
}

/** How a source can fail → what is said of it. */
const WAYS: Readonly<Record<string, readonly [(route: Route) => Promise<unknown>, RegExp]>> = {
  'says that it failed': [
    (route) => route.fulfill({ status: 500, json: { error: { code: 'failed', message: WORDS } } }),
    /The disk of the store is full\./,
  ],
  'can’t be reached': [(route) => route.abort(), /can’t be reached/],
  'sends half of its answer': [halved, /not JSON|can’t be read/],
  'answers with a login page': [
    (route) => route.fulfill({ contentType: 'text/html', body: '<html><title>Log in</title>' }),
    /login page/,
  ],
  'answers 200 with an error in it': [
    (route) => route.fulfill({ json: { error: { code: 'failed', message: WORDS } } }),
    /not of the expected shape|can’t be read/,
  ],
  'wants credentials': [
    (route) => route.fulfill({ status: 401, json: { error: { code: 'x', message: 'Who asks?' } } }),
    /Who asks\?/,
  ],
}

/** All that says “wait”. */
const waiting = (page: Page) =>
  page.locator('[aria-busy=true], .skeleton, .search-running, .link-map-running')

test.beforeEach(({ server }) => send(server, protoOf(spans)))

for (const [way, [fail, words]] of Object.entries(WAYS)) {
  test(`a source that ${way}: each screen ends with what happened, and comes back by its button`, async ({
    page,
    server,
    explorer,
  }) => {
    test.slow()
    const screens = {
      [server.url]: () => expect(explorer.traceRows).toHaveCount(2),
      [server.url + LINKING]: () => expect(explorer.selectedSpan).toContainText('process-batch'),
      [`${server.url}/map`]: () =>
        expect(page.getByRole('table', { name: 'Links by cause and effect' })).toBeVisible(),
      [`${server.url}/embed${LINKING}`]: () =>
        expect(explorer.selectedSpan).toContainText('process-batch'),
    }
    for (const [url, recovered] of Object.entries(screens)) {
      await page.route(API, fail)
      await page.goto(url)
      const alert = page.getByRole('alert').filter({ hasText: words })
      await expect(alert.first(), url).toBeVisible()
      await expect(waiting(page), `${url} waits`).toHaveCount(0)
      await page.unroute(API)
      await alert
        .first()
        .getByRole('button', { name: /^(Retry|Try again)$/ })
        .click()
      await recovered()
      await expect(alert, url).toHaveCount(0)
    }
  })

  test(`links and views of a trace whose source ${way} fail by themselves, and come back`, async ({
    page,
    server,
    explorer,
  }) => {
    test.slow()
    const all = [`**/spans/resolve`, `**/api/v1/links*`, `**/api/v1/links/*`]
    const others = `**/api/v1/traces/${ORDER.traceId}`
    for (const pattern of [...all, others]) await page.route(pattern, fail)
    await page.goto(`${server.url}${LINKING}&tab=links`)
    await expect(explorer.selectedSpan).toContainText('process-batch')
    await explorer.linkRows.getByRole('button', { name: 'why?' }).click()
    await expect(explorer.details).toContainText(words)
    await expect(waiting(page), 'the links wait').toHaveCount(0)
    for (const view of ['Table', 'Link graph', 'Journey', 'Waterfall']) {
      await page.getByRole('tab', { name: view, exact: true }).click()
      await expect(page.getByRole('heading', { level: 1 })).toContainText('hourly-run')
      await expect(waiting(page), `${view} waits`).toHaveCount(0)
    }
    for (const pattern of [...all, others]) await page.unroute(pattern)
    await explorer.details.getByRole('button', { name: 'Look again' }).click()
    await expect(explorer.linkRows.first()).toContainText('receive-order')
  })
}

test('a source that never answers is given up on every screen, which offers to ask again', async ({
  page,
  server,
  explorer,
}) => {
  test.slow()
  await page.clock.install()
  const silent = () => {}
  for (const url of ['/', LINKING, '/map', `/embed${LINKING}`]) {
    await page.route(API, silent)
    await page.goto(server.url + url)
    await expect(waiting(page).first(), `${url} waits`).toBeAttached()
    await page.clock.fastForward('01:01')
    const alert = page
      .getByRole('alert')
      .filter({ hasText: 'The source has sent nothing for 60 s' })
    await expect(alert.first(), url).toBeVisible()
    await expect(waiting(page), url).toHaveCount(0)
    await page.unroute(API)
    await alert
      .first()
      .getByRole('button', { name: /^(Retry|Try again)$/ })
      .click()
    await expect(alert, url).toHaveCount(0)
  }
  const side = /\/spans\/resolve|\/links|\/traces\/(?!.*batch)/
  await explorer.openTraceById(BATCH.traceId, `?span=${BATCH.spanId}&tab=links`)
  await explorer.resolved()
  await page.route(side, silent)
  for (const [href, view] of [
    [LINKED, 'tab=linked-from'],
    [LINKED, 'view=graph'],
    [LINKED, 'view=journey'],
  ]) {
    await page.unroute(side)
    await page.route(/\/spans\/resolve|\/links/, silent)
    await page.goto(`${server.url}${href}&${view}`)
    await expect(page.getByRole('heading', { level: 1 })).toContainText('receive-order')
    await expect
      .poll(
        async () => {
          await page.clock.fastForward('01:01')
          return waiting(page).count()
        },
        { message: view },
      )
      .toBe(0)
    await page.unroute(/\/spans\/resolve|\/links/)
  }
})

test('a late answer to an earlier question never replaces the later one', async ({
  page,
  explorer,
}) => {
  await explorer.openTraces()
  let release = () => {}
  const held = new Promise<void>((resolve) => (release = resolve))
  await page.route('**/api/v1/traces?*service=orders.api*', async (route) => {
    const answer = await route.fetch()
    await held
    await route.fulfill({ response: answer }).catch(() => {})
  })
  const service = page.getByRole('combobox', { name: 'Service' })
  const find = page.getByRole('button', { name: 'Find traces' })
  await service.selectOption('orders.api')
  await find.click()
  await service.selectOption('orders-batch')
  await find.click()
  await expect(explorer.traceRows).toHaveCount(1)
  await expect(explorer.traceRows).toContainText('hourly-run')
  release()
  await page.unrouteAll({ behavior: 'wait' })
  await expect(explorer.traceRows).toHaveCount(1)
  await expect(explorer.traceRows).toContainText('hourly-run')
  await expect(waiting(page)).toHaveCount(0)
})

test('answers that a source gives twice count once', async ({ page, server, explorer }) => {
  await page.route('**/api/v1/traces?*', async (route) => {
    const answer = await route.fetch()
    const { traces, ...rest } = (await answer.json()) as { traces: object[] }
    await route.fulfill({ response: answer, json: { ...rest, traces: [...traces, ...traces] } })
  })
  await page.route('**/spans/resolve', async (route) => {
    const answer = await route.fetch()
    const { spans: found, ...rest } = (await answer.json()) as { spans: object[] }
    await route.fulfill({ response: answer, json: { ...rest, spans: [...found, ...found] } })
  })
  await page.goto(server.url)
  await expect(explorer.traceRows).toHaveCount(2)
  await page.goto(`${server.url}${LINKING}&tab=links`)
  await expect(explorer.linkRows).toHaveCount(1)
  await expect(explorer.linkRows).toContainText('receive-order')
})

test('a source that fails every other time is worked with all the same', async ({
  page,
  explorer,
}) => {
  await explorer.openTraceById(BATCH.traceId, `?span=${BATCH.spanId}&tab=links`)
  await explorer.resolved()
  let asked = 0
  await page.route('**/api/v1/{traces,links,spans}**', (route) =>
    ++asked % 2 === 1 ? route.fulfill({ status: 503, body: 'try later' }) : route.fallback(),
  )
  await explorer.followLink(0)
  for (let tries = 0; tries < 3; tries++) {
    const again = page.getByRole('alert').getByRole('button', { name: 'Try again' })
    await expect(again.or(explorer.selectedSpan).first()).toBeVisible()
    if (await again.first().isVisible()) await again.first().click()
  }
  await expect(explorer.selectedSpan).toContainText('receive-order')
  await page.goBack()
  await expect(explorer.selectedSpan).toContainText('process-batch')
})

test('offline keeps what is loaded: other tabs, views and earlier traces; back online it goes on', async ({
  page,
  context,
  explorer,
}) => {
  await explorer.openTraceById(BATCH.traceId, `?span=${BATCH.spanId}&tab=links`)
  await explorer.resolved()
  await page.getByRole('tab', { name: 'Table', exact: true }).click()
  await page.getByRole('tab', { name: 'Waterfall' }).click()
  await explorer.followLink(0)
  await expect(explorer.selectedSpan).toContainText('receive-order')
  await page.goBack()
  await context.setOffline(true)
  await expect(explorer.selectedSpan).toContainText('process-batch')
  for (const tab of ['Attributes', 'Resource', 'Raw', 'Links']) {
    await explorer.openTab(new RegExp(`^${tab}`))
  }
  await expect(explorer.linkRows).toContainText('receive-order')
  await explorer.followLink(0)
  await expect(explorer.selectedSpan).toContainText('receive-order')
  await page.getByRole('link', { name: 'Traces', exact: true }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'can’t be reached' })).toBeVisible()
  await expect(waiting(page)).toHaveCount(0)
  await context.setOffline(false)
  await expect(explorer.traceRows).toHaveCount(2)
  await expect(page.getByRole('alert')).toHaveCount(0)
})
