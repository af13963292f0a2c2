import { sendAll } from '../bench/browser.ts'
import { fanIn } from '../src/testing/fan-in.ts'
import { draw, drawnTraceId } from '../src/testing/trace-notation.ts'
import { protoOf } from '../src/testing/documents.ts'
import { GraphPage } from './graph-page.ts'
import { expect, test as base } from './fixtures.ts'
import { type RunningServer, send } from './server.ts'

interface Fixtures {
  readonly graph: GraphPage
  /** A server with one batch of so many links, and the graph on it. */
  readonly batchOf: (links: number) => Promise<{ graph: GraphPage; traceId: string }>
  readonly drawn: (text: string) => Promise<GraphPage>
}

const test = base.extend<Fixtures>({
  graph: async ({ page, sampleServer }, provide) => {
    await provide(new GraphPage(page, sampleServer.url))
  },
  batchOf: async ({ page, start }, provide) => {
    await provide(async (links) => {
      const server = await empty(start)
      const { batch, sources } = fanIn(links, 7)
      await sendAll(server, [...batch, ...[...sources].flat()])
      return { graph: new GraphPage(page, server.url), traceId: batch[0].ref.traceId }
    })
  },
  drawn: async ({ page, start }, provide) => {
    await provide(async (text) => {
      const server = await empty(start)
      await send(server, protoOf(draw(text).spans))
      return new GraphPage(page, server.url)
    })
  },
})

function empty(start: (...options: string[]) => Promise<RunningServer>): Promise<RunningServer> {
  return start('--memory', '--no-sample', '--retention', '36500d')
}

const FIRST_BATCH = 'service=orders-batch&operation=process-batch&sort=oldest'

const SHOP = `
  trace batch
  0-1000 jobs run
    10-900 jobs process consumer -> a/receive(order.id=7) -> b/receive(order.id=8) -> gone/receive(order.id=9)

  trace a
  -6000--5000 shop receive -> page/click
  trace b
  -4000--3000 shop receive !error -> page/click
  trace page
  -9000--8000 web click

  trace ship
  2000-3000 shipping ship -> batch/process
  trace bill
  2500-3000 billing bill -> ship/ship -> a/receive
  trace loop
  3500-3600 jobs again -> bill/bill -> loop2/back
  trace loop2
  3700-3800 jobs back -> loop/again
`

test('opens from its tab and by g, with the waits of each cause', async ({
  explorer,
  graph,
  page,
}) => {
  await explorer.openTraceById(await graph.find(FIRST_BATCH))
  await page.getByRole('tab', { name: 'Link graph' }).click()
  await graph.read()
  await expect(
    graph.box(/^receive-order A-1001, orders\.api, .*cause, waited 58 m 12 s$/),
  ).toBeVisible()
  await expect(graph.box(/^receive-order A-1003, failed, .*cause, waited 31 m 40 s$/)).toBeVisible()
  await expect(graph.box(/^ship-order A-1001, shipping, .*effect, waited 2 s$/)).toBeVisible()
  await expect(graph.box(/^hourly-run, failed, orders-batch, .*this trace$/)).toBeVisible()
  await expect(graph.toolbar).toContainText('13 traces · 12 links')
  await page.keyboard.press('w')
  await expect(explorer.tree).toBeVisible()
  await page.keyboard.press('g')
  await expect(graph.picture).toBeVisible()
})

test('a box goes on at its handle, and folds again', async ({ drawn }) => {
  const graph = await drawn(SHOP)
  await graph.open(drawnTraceId('batch'))
  await expect(graph.boxes).toHaveCount(5)
  await graph.box(/^receive 8,/).focus()
  await graph.page.keyboard.press('e')
  await expect(graph.box(/^click, web, .*cause, 2 links away/)).toBeVisible()
  await expect(graph.page).toHaveURL(/box=/)
  await graph.page.reload()
  await expect(graph.box(/^click, web/)).toBeVisible()
  await graph.box(/^receive 8,/).hover()
  await graph.picture.getByRole('button', { name: 'Fold its causes away: receive' }).click()
  await expect(graph.boxes).toHaveCount(5)
})

test('hops reach what hangs together, cycles and missing targets included', async ({ drawn }) => {
  const graph = await drawn(SHOP)
  await graph.open(drawnTraceId('batch'))
  await expect(graph.box(/^trace not found 9,.*cause, trace not found$/)).toBeVisible()
  const before = await graph.placeOf(graph.box(/^run,/))
  await graph.hops('2')
  await expect(graph.boxes).toHaveCount(7)
  await graph.hops('all')
  await expect(graph.boxes).toHaveCount(9)
  await expect(graph.toolbar).toContainText('9 traces')
  await expect(graph.toolbar).toContainText('1 target not found')
  expect(await graph.placeOf(graph.box(/^run,/)), 'nothing that was there moves').toEqual(before)
})

for (const layout of ['causal', 'timeline']) {
  test(`nothing jumps when boxes unfold and fold, ${layout}`, async ({ drawn, page }) => {
    const graph = await drawn(SHOP)
    await graph.open(drawnTraceId('batch'), `&layout=${layout}`)
    const placed = () => graph.places()
    // What is there before and after stands where it stood.
    const expectStill = async (before: Awaited<ReturnType<typeof placed>>) => {
      const after = await placed()
      for (const [key, place] of before) {
        if (after.has(key)) expect(after.get(key), key).toEqual(place)
      }
    }
    const start = await placed()
    expect(start.size).toBe(5)
    await graph.box(/^ship,/).focus()
    await page.keyboard.press('e')
    await expect(graph.boxes).toHaveCount(6)
    await graph.read()
    await expectStill(start)
    await graph.box(/^receive 8,/).focus()
    await page.keyboard.press('e')
    await expect(graph.boxes).toHaveCount(7)
    await graph.read()
    await expectStill(start)
    const unfolded = await placed()
    await graph.box(/^receive 8,/).hover()
    await graph.picture.getByRole('button', { name: 'Fold its causes away: receive' }).click()
    await expect(graph.boxes).toHaveCount(6)
    await expectStill(unfolded)
  })
}

test('a clock that grew says so, and is drawn anew on demand', async ({ drawn, page }) => {
  const graph = await drawn(SHOP)
  await graph.open(drawnTraceId('batch'), '&layout=timeline')
  const hint = graph.picture.getByRole('button', { name: 'Arranged as it grew' })
  await expect(hint).toHaveCount(0)
  const missing = graph.box(/^trace not found 9,/)
  const before = await graph.placeOf(missing)
  await graph.box(/^receive 8,/).focus()
  await page.keyboard.press('e')
  const click = graph.box(/^click,/)
  await expect(click).toBeVisible()
  await expect(hint).toBeVisible()
  expect((await graph.placeOf(click)).x, 'earlier is left').toBeLessThan(before.x)
  await hint.click()
  await expect(hint).toHaveCount(0)
  const [unknown, first] = await Promise.all([graph.placeOf(missing), graph.placeOf(click)])
  expect(unknown.x, 'no time is left of all times').toBeLessThan(first.x)
})

for (const layout of ['causal', 'timeline']) {
  test(`nothing jumps when a missing trace arrives, ${layout}`, async ({ page, start }) => {
    const server = await empty(start)
    const { spans } = draw(SHOP)
    const isLate = ({ ref }: (typeof spans)[number]) => ref.traceId === drawnTraceId('a')
    await send(server, protoOf(spans.filter((span) => !isLate(span))))
    const graph = new GraphPage(page, server.url)
    await graph.open(drawnTraceId('batch'), `&layout=${layout}`)
    await expect(graph.box(/^trace not found 7,/)).toBeVisible()
    const before = await graph.places()
    await send(server, protoOf(spans.filter(isLate)))
    const came = graph.box(/^receive 7, /)
    await expect(came).toBeVisible()
    await graph.read()
    const after = await graph.places()
    const key = await came.getAttribute('data-key')
    for (const [other, place] of before) {
      if (other !== key) expect(after.get(other), other).toEqual(place)
    }
  })
}

test('nothing jumps when a stack opens into boxes, and those stand together', async ({
  batchOf,
}) => {
  const { graph, traceId } = await batchOf(128)
  await graph.open(traceId)
  await graph.picture.locator('[data-key^="stack"]').first().click()
  await expect(graph.details).toBeVisible()
  const before = await graph.places()
  await graph.details.getByRole('button', { name: 'Next' }).click()
  await graph.details.getByRole('button', { name: 'Show these 20 as boxes' }).click()
  await expect(graph.boxes).toHaveCount(25)
  await graph.read()
  const after = await graph.places()
  const still = [...before].filter(([key]) => after.has(key))
  expect(still.length).toBeGreaterThan(2)
  for (const [key, place] of still) expect(after.get(key), key).toEqual(place)
  const fresh = [...after].filter(([key]) => !before.has(key)).map(([, place]) => place)
  expect(fresh).toHaveLength(20)
  const [top, bottom] = [Math.min(...fresh.map(({ y }) => y)), Math.max(...fresh.map(({ y }) => y))]
  const among = still.filter(([, { x, y }]) => x === fresh[0].x && y > top && y < bottom)
  expect(among).toEqual([])
})

test('every member of a stack can be reached', async ({ batchOf }) => {
  const { graph, traceId } = await batchOf(128)
  await graph.open(traceId)
  await graph
    .box(/^POST \/orders, 1\d\d traces, gateway, at receive-order, median wait/)
    .first()
    .click()
  const seen = new Set<string>()
  const members = graph.details.getByRole('list', { name: 'Members of the stack' })
  await expect(members.getByRole('button')).toHaveCount(20)
  const next = graph.details.getByRole('button', { name: 'Next' })
  for (;;) {
    for (const text of await members.getByRole('button').allInnerTexts()) seen.add(text)
    if (await next.isDisabled()) break
    await next.click()
  }
  const label = await graph.details.getByText(/ of 1\d\d$/).innerText()
  expect(seen.size).toBe(Number(label.split(' of ')[1]))
  await graph.details.getByRole('button', { name: 'Previous' }).click()
  await graph.details.getByRole('button', { name: 'Show these 20 as boxes' }).click()
  await expect(graph.boxes).toHaveCount(25)
  await graph.page.reload()
  await expect(graph.boxes).toHaveCount(25)
})

test('arrows walk along links, Space selects and Enter opens', async ({ explorer, drawn }) => {
  const graph = await drawn(SHOP)
  const { page } = graph
  await graph.open(drawnTraceId('batch'))
  await graph.box(/^run,/).focus()
  await page.keyboard.press('ArrowRight')
  await expect(graph.box(/^ship,/)).toBeFocused()
  await page.keyboard.press('ArrowLeft')
  await expect(graph.box(/^run,/)).toBeFocused()
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Home')
  await expect(graph.box(/^run,/)).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press(' ')
  await expect(graph.details).toContainText('ship')
  await page.keyboard.press('Escape')
  await expect(graph.details).toHaveCount(0)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('treegrid')).toBeVisible()
  await expect(page.getByRole('row', { selected: true })).toContainText('ship')
  await expect(page.getByRole('navigation', { name: 'Trail' })).toContainText('process')
  expect(explorer.page).toBe(page)
})

test('opening a trace and going back finds camera and selection as they were', async ({
  graph,
  page,
}) => {
  await graph.open(await graph.find(FIRST_BATCH))
  await graph.box(/^receive-order A-1004/).click()
  await expect(graph.details).toBeVisible()
  await page.getByRole('button', { name: 'Zoom in' }).click()
  await page.getByRole('button', { name: 'Move up' }).click()
  const before = await graph.placeOf(graph.box(/^receive-order A-1004/))
  await graph.details.getByRole('link', { name: 'Open trace' }).click()
  await expect(page.getByRole('row', { selected: true })).toContainText('receive-order')
  await page.goBack()
  await expect(graph.box(/^receive-order A-1004/)).toHaveAttribute('aria-pressed', 'true')
  expect(await graph.placeOf(graph.box(/^receive-order A-1004/))).toEqual(before)
  await expect(graph.details).toContainText('receive-order')
})

test('a double click opens the trace', async ({ graph, page }) => {
  await graph.open(await graph.find(FIRST_BATCH))
  await graph.box(/^ship-order A-1002/).dblclick()
  await expect(page.getByRole('row', { selected: true })).toContainText('ship-order')
})

test('a link shows its attributes and both of its spans', async ({ graph }) => {
  await graph.open(await graph.find(FIRST_BATCH))
  await graph.box(/^receive-order A-1002/).click()
  await graph.details.getByRole('button', { name: /process-batch/ }).click()
  await expect(graph.details).toContainText('waited 44 m 03 s')
  await expect(graph.details).toContainText('A-1002')
  await expect(graph.details.getByRole('link', { name: 'process-batch' })).toBeVisible()
})

test('a search highlights boxes and steps through them', async ({ graph, page }) => {
  await graph.open(await graph.find(FIRST_BATCH))
  const box = page.getByRole('searchbox', { name: 'Find in graph' })
  await box.fill('settle-payment')
  await expect(graph.toolbar).toContainText('3 found')
  await box.press('Enter')
  await expect(graph.toolbar).toContainText('1 of 3')
  await expect(graph.details).toContainText('settle-payment')
  await box.press('Enter')
  await expect(graph.toolbar).toContainText('2 of 3')
  await box.press('Escape')
  await expect(box).toHaveValue('')
})

test('Back finds the search and the order of the table again', async ({ graph, page }) => {
  await graph.open(await graph.find(FIRST_BATCH))
  await graph.showAs('Both')
  const wait = graph.table.getByRole('columnheader', { name: 'Wait' })
  await wait.getByRole('button').click()
  await wait.getByRole('button').click()
  const box = page.getByRole('searchbox', { name: 'Find in graph' })
  await box.fill('settle-payment')
  await expect(graph.toolbar).toContainText('3 found')
  await expect(page).toHaveURL(/settle-payment/)
  const rows = await graph.table.getByRole('row').allInnerTexts()
  await graph.table
    .getByRole('row', { name: /settle-payment/ })
    .first()
    .getByRole('link')
    .click()
  await expect(page.getByRole('treegrid')).toBeVisible()
  await page.goBack()
  await expect(graph.toolbar).toContainText('3 found')
  await expect(box).toHaveValue('settle-payment')
  await expect(wait).toHaveAttribute('aria-sort', 'descending')
  expect(await graph.table.getByRole('row').allInnerTexts()).toEqual(rows)
})

test('table and picture select the same, and the table has every trace', async ({ batchOf }) => {
  const { graph, traceId } = await batchOf(40)
  await graph.open(traceId)
  await graph.showAs('Both')
  await expect(graph.table).toHaveAttribute('aria-rowcount', '42')
  await graph.table.getByRole('columnheader', { name: 'Wait' }).getByRole('button').click()
  await graph.table.getByRole('row').nth(2).click()
  const chosen = graph.table.getByRole('row', { selected: true })
  const name = (await chosen.getByRole('link').innerText()).trim()
  const cell = await chosen.getByRole('gridcell').first().innerText()
  const [hint] = cell.replace(name, '').trim().split(' at ')
  await expect(graph.box(new RegExp(`^${name} ${hint},`))).toHaveAttribute('aria-pressed', 'true')
  await graph.toolbar.getByRole('button', { name: 'Fit' }).click()
  await graph.picture.getByRole('button', { name: /this trace$/ }).click()
  await expect(graph.table.getByRole('row', { selected: true })).toContainText('this trace')
})

test('a timeline has a clock and the same boxes', async ({ graph }) => {
  await graph.open(await graph.find(FIRST_BATCH))
  await graph.toolbar.getByRole('combobox', { name: 'Layout' }).selectOption('timeline')
  await expect(graph.boxes).toHaveCount(13)
  const [first, last] = await Promise.all(
    [/^receive-order A-1001/, /^hourly-run/].map((name) => graph.placeOf(graph.box(name))),
  )
  expect(first.x).toBeLessThan(last.x)
  await expect(graph.page).toHaveURL(/layout=timeline/)
})

test('a long reading can be cancelled and gone on with', async ({ batchOf }) => {
  const { graph, traceId } = await batchOf(40)
  const { page } = graph
  let held: (() => void)[] = []
  await page.route('**/api/v1/spans/resolve', async (route) => {
    await new Promise<void>((resolve) => held.push(resolve))
    await route.continue().catch(() => {})
  })
  await page.goto(`${graph.url}/trace/${traceId}?view=graph`)
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByText(/^Cancelled/)).toBeVisible()
  await page.unroute('**/api/v1/spans/resolve')
  for (const go of held) go()
  held = []
  await page.getByRole('button', { name: 'Go on' }).click()
  await expect(graph.box(/^POST \/orders, /).first()).toBeVisible()
  await graph.read()
})

test('exports parse, and the traces of the graph open as a file with their links resolved', async ({
  drawn,
}) => {
  const graph = await drawn(SHOP)
  const { page } = graph
  await graph.open(drawnTraceId('batch'), '&hops=all')
  // With the traces in sight come their own links.
  await expect(graph.toolbar).toContainText('9 traces · 11 links')
  const svg = await graph.exported('Picture, SVG')
  // On a page of its own: this one's makes no documents of texts.
  const blank = await page.context().newPage()
  const problems = await blank.evaluate((text) => {
    const document = new DOMParser().parseFromString(text, 'image/svg+xml')
    return document.querySelector('parsererror')?.textContent ?? document.documentElement.tagName
  }, svg.bytes.toString())
  await blank.close()
  expect(problems).toBe('svg')
  expect(svg.bytes.toString()).toContain('receive')
  expect(svg.bytes.toString()).not.toContain('var(')
  const png = await graph.exported('Picture, PNG')
  expect(png.bytes.subarray(1, 4).toString()).toBe('PNG')
  const mermaid = (await graph.exported('Mermaid')).bytes.toString()
  expect(mermaid.split('\n')[0]).toBe('flowchart LR')
  expect(mermaid.match(/ (-->|-\.->)/g)).toHaveLength(11)
  const dot = (await graph.exported('Graphviz DOT')).bytes.toString()
  expect(dot).toMatch(/^digraph links \{[^]*\}\n$/)
  expect(dot.match(/ -> /g)).toHaveLength(11)

  const otlp = await graph.exported('All traces, OTLP JSON')
  await expect(page.getByText('without 1 trace not found').last()).toBeVisible()
  await page.locator('input[type=file]').first().setInputFiles({
    name: otlp.name,
    mimeType: 'application/json',
    buffer: otlp.bytes,
  })
  await expect(page).toHaveURL(/source=/)
  const source = new URL(page.url()).searchParams.get('source')
  await page.getByRole('row', { name: /run/ }).getByRole('link').first().click()
  await page.getByRole('tab', { name: 'Link graph' }).click()
  await graph.read()
  await graph.hops('all')
  expect(source).not.toBeNull()
  await expect(graph.boxes).toHaveCount(9)
  await expect(graph.toolbar).toContainText('1 target not found')
})

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [1440, 400]) {
    test.describe(`${colorScheme}, ${width} px`, () => {
      test.use({ colorScheme, viewport: { width, height: 860 } })

      test('axe finds nothing in the link graph, and nothing is cut', async ({
        drawn,
        checkAccessibility,
      }) => {
        // Four times all rules over many boxes.
        test.slow()
        const graph = await drawn(SHOP)
        const { page } = graph
        await graph.open(drawnTraceId('batch'))
        await checkAccessibility('the graph')
        await graph.box(/^run,/).click()
        await expect(graph.details).toBeVisible()
        await checkAccessibility('a selected trace')
        await graph.details
          .getByRole('button', { name: /receive/ })
          .first()
          .click()
        await checkAccessibility('a selected link')
        await graph.showAs('Both')
        await expect(graph.table).toBeVisible()
        await checkAccessibility('the table')
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        )
        expect(overflow, 'the page never scrolls sideways').toBe(0)
      })
    })
  }
}

test('what was missing shows up when it arrives, and what changed is read again on demand', async ({
  page,
  start,
}) => {
  const server = await empty(start)
  const { spans } = draw(SHOP)
  const late = [drawnTraceId('b'), drawnTraceId('ship')]
  await send(server, protoOf(spans.filter(({ ref }) => !late.includes(ref.traceId))))
  const graph = new GraphPage(page, server.url)
  await graph.open(drawnTraceId('batch'))
  await expect(graph.box(/^trace not found 8,/)).toBeVisible()
  await send(server, protoOf(spans.filter(({ ref }) => ref.traceId === drawnTraceId('b'))))
  await expect(graph.box(/^receive 8, failed, /)).toBeVisible()
  await send(server, protoOf(spans.filter(({ ref }) => ref.traceId === drawnTraceId('ship'))))
  await page.getByRole('button', { name: 'Read it again' }).click()
  await expect(graph.box(/^ship, /)).toBeVisible()
})
