import type { Locator, Page } from '@playwright/test'
import { jsonOf, protoOf } from '../src/testing/documents.ts'
import { draw, drawnTraceId } from '../src/testing/trace-notation.ts'
import type { ExplorerPage } from './explorer-page.ts'
import { expect, testOnEmptyServer as test } from './fixtures.ts'
import { type RunningServer, send } from './server.ts'

const SHOP = `
  trace before
  -3600000--3580000 shop take-call
    -3600000--3590000 shop accept-order #accept

  trace shop
  0-1000 shop place-order #root
    100-400 shop reserve tenant=acme
      150-350 db "SELECT stock" #stock !error
        200-300 db wait
    450-700 queue publish order.id=A-17 #publish
    600-800 mail notify -> publish -> before/accept
    820-990 shop settle

  trace after
  9000-9500 shipping ship-order #ship -> shop/publish`

async function openShop(explorer: ExplorerPage, server: RunningServer, query = ''): Promise<void> {
  await send(server, protoOf(draw(SHOP).spans))
  await explorer.openTraceById(drawnTraceId('shop'), query)
}

function rows(explorer: ExplorerPage): Locator {
  return explorer.tree.getByRole('row')
}

/** The search box with what it says. */
function search(page: Page): Locator {
  return page.getByRole('search', { name: 'Find in this trace' })
}

function edges(page: Page): { start: Locator; end: Locator } {
  const map = page.getByRole('group', { name: 'Time in sight' })
  return {
    start: map.getByRole('slider', { name: 'Start of the time in sight' }),
    end: map.getByRole('slider', { name: 'End of the time in sight' }),
  }
}

test.describe('the time in sight', () => {
  test('is chosen in the minimap, moved, resized, and reset', async ({
    explorer,
    page,
    server,
  }) => {
    await openShop(explorer, server)
    const { start, end } = edges(page)
    const map = page.getByRole('group', { name: 'Time in sight' })
    const box = await map.boundingBox()
    if (!box) throw new Error('there is no minimap')
    const drag = async (from: number, to: number) => {
      const y = box.y + box.height / 2
      await page.mouse.move(box.x + from * box.width, y)
      await page.mouse.down()
      await page.mouse.move(box.x + ((from + to) / 2) * box.width, y)
      await page.mouse.move(box.x + to * box.width, y)
      await page.mouse.up()
    }
    await drag(0.2, 0.6)
    await expect(start).toHaveAttribute('aria-valuenow', '20')
    await expect(end).toHaveAttribute('aria-valuenow', '60')
    await drag(0.4, 0.5)
    await expect(start).toHaveAttribute('aria-valuenow', '30')
    await expect(end).toHaveAttribute('aria-valuenow', '70')
    await drag(0.7, 0.9)
    await expect(start).toHaveAttribute('aria-valuenow', '30')
    await expect(end).toHaveAttribute('aria-valuenow', '90')
    await map.dblclick({ position: { x: 10, y: 10 } })
    await expect(start).toHaveAttribute('aria-valuenow', '0')
    await expect(end).toHaveAttribute('aria-valuenow', '100')
  })

  test('goes by keys: zoom to the selected span, pan, edges, all of it', async ({
    explorer,
    page,
    server,
  }) => {
    await openShop(explorer, server)
    const { start, end } = edges(page)
    await explorer.tree.focus()
    for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowDown')
    await expect(explorer.selectedSpan).toContainText('publish')
    await page.keyboard.press('z')
    await expect(start).toHaveAttribute('aria-valuenow', '44')
    await expect(end).toHaveAttribute('aria-valuenow', '71')
    await page.keyboard.press('Shift+ArrowRight')
    await expect(start).toHaveAttribute('aria-valuenow', '47')
    await page.keyboard.press('-')
    await expect(end).toHaveAttribute('aria-valuenow', '81')
    await page.keyboard.press('f')
    await expect(end).toHaveAttribute('aria-valuenow', '100')
    await start.focus()
    await page.keyboard.press('PageUp')
    await expect(start).toHaveAttribute('aria-valuenow', '10')
    await page.keyboard.press('Escape')
    await expect(start).toHaveAttribute('aria-valuenow', '0')
    await expect(explorer.details, 'Escape was the minimap’s').toBeVisible()
  })

  test('follows the wheel, and is there again after Back', async ({ explorer, page, server }) => {
    await openShop(explorer, server)
    const { start, end } = edges(page)
    await rows(explorer)
      .nth(1)
      .hover({ position: { x: 1000, y: 10 } })
    await page.keyboard.down('Control')
    await page.mouse.wheel(0, -300)
    await page.keyboard.up('Control')
    await expect(end).not.toHaveAttribute('aria-valuenow', '100')
    await page.mouse.wheel(-2000, 0)
    await expect(start).toHaveAttribute('aria-valuenow', '0')
    const shown = (await end.getAttribute('aria-valuenow')) ?? ''
    await page.getByRole('link', { name: 'Traces' }).click()
    await expect(explorer.traceRows.first()).toBeVisible()
    await page.goBack()
    await expect(end).toHaveAttribute('aria-valuenow', shown)
  })
})

test.describe('find in trace', () => {
  const box = (page: Page) => page.getByRole('searchbox', { name: 'Find in trace' })

  test('finds attributes, ids and link targets as one types, and goes from match to match', async ({
    explorer,
    page,
    server,
  }) => {
    await openShop(explorer, server)
    await page.keyboard.press('/')
    await expect(box(page)).toBeFocused()
    await page.keyboard.type('order.id=A-1')
    await expect(search(page)).toContainText('1 found')
    await expect(explorer.spanRow(/publish.*match/)).toBeVisible()
    await box(page).fill('SERVICE.NAME=DB')
    await expect(search(page)).toContainText('2 found')
    await page.keyboard.press('Enter')
    await expect(explorer.selectedSpan).toContainText('SELECT stock')
    await expect(search(page)).toContainText('1 of 2')
    await page.keyboard.press('Enter')
    await expect(explorer.selectedSpan).toContainText('wait')
    await page.keyboard.press('Enter')
    await expect(search(page)).toContainText('1 of 2')
    await page.keyboard.press('Shift+Enter')
    await expect(search(page)).toContainText('2 of 2')
    await box(page).fill(drawnTraceId('before'))
    await expect(search(page)).toContainText('1 found')
    await expect(explorer.spanRow(/notify.*match/)).toBeVisible()
    await box(page).fill('nothing of the kind')
    await expect(search(page)).toContainText('none')
    await page.keyboard.press('Escape')
    await expect(box(page)).toHaveValue('')
    await page.keyboard.press('Escape')
    await expect(explorer.tree).toBeFocused()
  })

  test('unfolds what hides a match, and shows matches alone with what leads to them', async ({
    explorer,
    page,
    server,
  }) => {
    await openShop(explorer, server)
    await page.getByRole('button', { name: 'Collapse all' }).click()
    await expect(rows(explorer)).toHaveCount(1)
    await box(page).fill('wait')
    await expect(rows(explorer).first()).toContainText('1 match')
    await box(page).press('Enter')
    await expect(explorer.selectedSpan).toContainText('wait')
    await page.getByRole('button', { name: 'Matches only' }).click()
    await expect(rows(explorer)).toHaveCount(4)
  })

  test('is in the URL', async ({ explorer, page, server }) => {
    await openShop(explorer, server)
    await box(page).fill('settle')
    await expect(page).toHaveURL(/[?&]find=settle/)
    await page.reload()
    await expect(box(page)).toHaveValue('settle')
    await expect(search(page)).toContainText('1 found')
  })
})

test.describe('filters', () => {
  const filters = (page: Page) => page.getByRole('group', { name: 'Filters' })

  test('say how much there is of each, and keep what leads to a match', async ({
    explorer,
    page,
    server,
  }) => {
    await openShop(explorer, server)
    await filters(page).getByRole('button', { name: 'Errors 1' }).click()
    await expect(rows(explorer)).toHaveCount(3)
    await expect(explorer.spanRow(/SELECT stock/)).toBeVisible()
    await expect(page).toHaveURL(/errors=1/)
    await filters(page).getByRole('button', { name: 'Errors 1' }).click()
    // notify links; publish is linked from twice.
    await filters(page).getByRole('button', { name: 'With links 2' }).click()
    await expect(rows(explorer)).toHaveCount(3)
    await page.goBack()
    await page.goBack()
    await expect(rows(explorer)).toHaveCount(3)
    await page.goBack()
    await expect(rows(explorer)).toHaveCount(7)
  })

  test('by service, chosen from a list and taken away by its chip', async ({
    explorer,
    page,
    server,
  }) => {
    await openShop(explorer, server)
    await filters(page)
      .getByRole('button', { name: /^Services/ })
      .click()
    const list = page.getByRole('group', { name: 'Services', exact: true })
    await list.getByRole('checkbox', { name: /mail/ }).check()
    await list.getByRole('checkbox', { name: /queue/ }).check()
    await page.keyboard.press('Escape')
    await expect(rows(explorer)).toHaveCount(3)
    await filters(page)
      .getByRole('button', { name: /Only mail, 1 spans/ })
      .click()
    await expect(rows(explorer)).toHaveCount(2)
  })

  test('that hide the selected span say so, and let it be seen', async ({
    explorer,
    page,
    server,
  }) => {
    await openShop(explorer, server)
    await explorer.selectSpan(/settle/)
    await filters(page).getByRole('button', { name: 'Errors 1' }).click()
    await expect(page.getByText('The selected span does not match the filters.')).toBeVisible()
    await page.getByRole('button', { name: 'Show all spans' }).click()
    await expect(explorer.selectedSpan).toContainText('settle')
  })

  test('a folded row says which errors it holds', async ({ explorer, page, server }) => {
    await openShop(explorer, server)
    await page.getByRole('button', { name: 'Collapse all' }).click()
    await expect(rows(explorer).first()).toContainText('1 errors folded here')
  })
})

test('the critical path is said at each row that it takes', async ({ explorer, page, server }) => {
  await openShop(explorer, server)
  await expect(explorer.spanRow(/on the critical path/)).toHaveCount(0)
  await page.getByRole('button', { name: 'Critical path' }).click()
  await expect(explorer.spanRow(/settle.*on the critical path for 170 ms/)).toBeVisible()
  await expect(explorer.spanRow(/publish.*critical/)).toHaveCount(0)
  await expect(explorer.spanRow(/notify.*critical path for 200 ms/)).toBeVisible()
  await expect(page).toHaveURL(/path=1/)
})

test('levels fold from the deepest and unfold from the shallowest, by keys and by buttons', async ({
  explorer,
  page,
  server,
}) => {
  await openShop(explorer, server)
  await explorer.tree.focus()
  await page.keyboard.press('p')
  await expect(rows(explorer)).toHaveCount(6)
  await page.keyboard.press('p')
  await expect(rows(explorer)).toHaveCount(5)
  await page.keyboard.press('p')
  await expect(rows(explorer)).toHaveCount(1)
  await page.keyboard.press('o')
  await expect(rows(explorer)).toHaveCount(5)
  await page.getByRole('button', { name: 'Expand one level' }).click()
  await expect(rows(explorer)).toHaveCount(6)
  await page.getByRole('button', { name: 'Collapse one level' }).click()
  await expect(rows(explorer)).toHaveCount(5)
})

test('the column of names is sized by keys, and stays so', async ({ explorer, page, server }) => {
  await openShop(explorer, server)
  const splitter = page.getByRole('separator', { name: 'Width of the names' })
  const width = async () => (await splitter.boundingBox())?.x ?? 0
  const before = await width()
  await splitter.focus()
  for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowRight')
  await expect(splitter).toHaveAttribute('aria-valuenow', '40')
  expect(await width()).toBeGreaterThan(before + 50)
  await page.reload()
  await expect(splitter).toHaveAttribute('aria-valuenow', '40')
})

test.describe('stubs at a bar', () => {
  test('say where the work came from and went, peek, and follow', async ({
    explorer,
    page,
    server,
  }) => {
    await openShop(explorer, server)
    const publish = explorer.spanRow(/publish/)
    await expect(publish.getByRole('link', { name: 'taken up 8.3 s later' })).toBeVisible()
    const notify = explorer.spanRow(/notify/)
    const source = notify.getByRole('link', { name: /source 59 m 51 s earlier/ })
    await source.hover()
    const peek = page.getByRole('dialog', { name: 'Linked spans' })
    await expect(peek).toContainText('accept-order')
    const way = peek.getByRole('list', { name: 'Path to the root' })
    await expect(way.getByRole('listitem')).toHaveText(['shop take-call', 'shop accept-order'])
    await source.click()
    await expect(explorer.selectedSpan).toContainText('accept-order')
    await expect(explorer.trail).toContainText('notify')
  })

  test('are opened by Space, and closed by Escape', async ({ explorer, page, server }) => {
    await openShop(explorer, server)
    await explorer.selectSpan(/publish/)
    await explorer.tree.focus()
    await page.keyboard.press('Space')
    const peek = page.getByRole('dialog', { name: 'Linked spans' })
    await expect(peek.getByRole('link', { name: 'ship-order' })).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(peek).toHaveCount(0)
    await expect(explorer.tree).toBeFocused()
    await page.keyboard.press('Space')
    await page.keyboard.press('Enter')
    await expect(explorer.selectedSpan).toContainText('ship-order')
  })
})

test('what is odd in the data is said at the row and counted above it', async ({
  explorer,
  server,
}) => {
  const { spans } = draw(`
    trace odd
    0-100 shop root !dropped-links=12
      50-150 shop async
    10-20 shop orphan ^gone
    30-40 shop orphan-too ^gone`)
  await send(server, jsonOf(spans))
  await explorer.openTraceById(drawnTraceId('odd'))
  await expect(explorer.spanRow(/async.*note: it reaches outside/)).toBeVisible()
  await explorer.openNotes()
  await expect(explorer.notes).toContainText('12 links of 1 span dropped by the SDK')
  const orphans = explorer.notes.getByRole('listitem').filter({ hasText: 'not here' })
  await orphans.getByRole('button', { name: 'Show the first' }).click()
  await expect(explorer.selectedSpan).toContainText('orphan')
  await orphans.getByRole('button', { name: 'Show the next (1 of 2)' }).click()
  await expect(explorer.selectedSpan).toContainText('orphan-too')
})

test.describe('the table', () => {
  test('is sorted by its heads, and selecting a row selects the span', async ({
    explorer,
    page,
    server,
  }) => {
    await openShop(explorer, server)
    await page.getByRole('tab', { name: 'Table' }).click()
    await explorer.tree.getByRole('columnheader', { name: 'Duration' }).getByRole('button').click()
    await expect(page).toHaveURL(/sort=-duration/)
    await expect(rows(explorer).nth(1)).toContainText('place-order')
    await expect(rows(explorer).nth(2)).toContainText('reserve')
    await rows(explorer).nth(2).click()
    await expect(explorer.details.getByRole('heading', { level: 2 })).toHaveText('reserve')
    await explorer.tree.focus()
    await page.keyboard.press('ArrowDown')
    await expect(explorer.details.getByRole('heading', { level: 2 })).toHaveText('publish')
    await page.getByRole('tab', { name: 'Waterfall' }).click()
    await expect(explorer.selectedSpan).toContainText('publish')
  })

  test('groups with count, total, self time and errors, by keys alone', async ({
    explorer,
    page,
    server,
  }) => {
    await openShop(explorer, server, '?view=table')
    await page.getByRole('combobox', { name: 'Group by' }).selectOption('service')
    const db = explorer.tree.getByRole('row', { name: /db/ })
    await expect(db).toHaveText(/all operations.*db.*2.*300 ms.*200 ms.*1/)
    await explorer.tree.focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowRight')
    await expect(db.first()).toHaveAttribute('aria-expanded', 'true')
    await page.keyboard.press('ArrowRight')
    await expect(explorer.details.getByRole('heading', { level: 2 })).toHaveText('SELECT stock')
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('ArrowLeft')
    await expect(db.first()).toHaveAttribute('aria-expanded', 'false')
  })

  test('shows what filters leave, and goes through matches in its own order', async ({
    explorer,
    page,
    server,
  }) => {
    await openShop(explorer, server, '?view=table&sort=-start&find=service.name%3Ddb')
    const box = page.getByRole('searchbox', { name: 'Find in trace' })
    await expect(search(page)).toContainText('2 found')
    await box.press('Enter')
    await expect(explorer.details.getByRole('heading', { level: 2 })).toHaveText('wait')
    await page.getByRole('button', { name: 'Errors 1' }).click()
    await expect(rows(explorer)).toHaveCount(2)
  })
})

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [1440, 400]) {
    test.describe(`${colorScheme}, ${width} px`, () => {
      test.use({ colorScheme, viewport: { width, height: 860 } })

      test('axe finds nothing in what is found, filtered, zoomed, peeked at and in the table', async ({
        explorer,
        page,
        server,
        checkAccessibility,
      }) => {
        test.slow()
        await openShop(explorer, server, '?find=service.name%3Ddb&path=1')
        await expect(search(page)).toContainText('2 found')
        await checkAccessibility('found rows and the critical path')
        await page.getByRole('button', { name: 'Matches only' }).click()
        await explorer.tree.focus()
        await page.keyboard.press('End')
        await page.keyboard.press('z')
        await checkAccessibility('matches alone, zoomed')
        await page.getByRole('button', { name: 'Matches only' }).click()
        await page.getByRole('button', { name: /^Services/ }).click()
        await checkAccessibility('the list of services')
        await page.keyboard.press('Escape')
        await explorer.selectSpan(/publish/)
        await explorer.tree.focus()
        await page.keyboard.press('Space')
        await expect(page.getByRole('dialog', { name: 'Linked spans' })).toBeVisible()
        await checkAccessibility('a peek')
        await page.keyboard.press('Escape')
        await page.getByRole('tab', { name: 'Table' }).click()
        await checkAccessibility('the table')
        await page.getByRole('combobox', { name: 'Group by' }).selectOption('operation')
        await checkAccessibility('groups')
      })
    })
  }
}
