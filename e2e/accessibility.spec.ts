import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'

/** A way to look at the app: theme, width in CSS pixels, the person's own colours. 320 px is 1280 px at 400 % zoom. */
interface Look {
  readonly colorScheme: 'light' | 'dark'
  readonly width: number
  readonly forcedColors?: 'active'
}

const LOOKS: readonly Look[] = [
  { colorScheme: 'light', width: 1440 },
  { colorScheme: 'dark', width: 1440 },
  { colorScheme: 'light', width: 320 },
  { colorScheme: 'dark', width: 320 },
  { colorScheme: 'light', width: 1440, forcedColors: 'active' },
  { colorScheme: 'dark', width: 1440, forcedColors: 'active' },
]

for (const { colorScheme, width, forcedColors } of LOOKS) {
  const name = `${colorScheme}, ${width} px${forcedColors ? ', forced colours' : ''}`
  test.describe(name, () => {
    test.use({ colorScheme, viewport: { width, height: 860 } })

    test.beforeEach(({ page }) => page.emulateMedia({ forcedColors: forcedColors ?? 'none' }))

    test('axe finds nothing on any tab of the trace screen, and nothing is cut', async ({
      explorer,
      page,
      checkAccessibility,
    }) => {
      test.slow()
      await explorer.openTraceById(await batchTrace(explorer.url))
      await checkAccessibility('the waterfall')
      // By keyboard: at 320 px the splitter stands where a click on the row would go.
      await explorer.tree.focus()
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('ArrowDown')
      await expect(explorer.selectedSpan).toContainText('process-batch')
      await expect(explorer.details).toBeVisible()
      for (const tab of ['Attributes', 'Events', 'Linked from', 'Resource', 'Raw', 'Links']) {
        await explorer.openTab(new RegExp(`^${tab}`))
        await explorer.resolved()
        await checkAccessibility(tab, '.dp')
      }
      await explorer.unfoldLink(0)
      await checkAccessibility('an unfolded link', '.dp')
      await explorer.followLink(0)
      await expect(explorer.details).toContainText('came from')
      await checkAccessibility('a followed link')
      await expectNothingCut(page)
    })

    test('axe finds nothing on the other views and screens, and nothing is cut', async ({
      explorer,
      page,
      checkAccessibility,
    }) => {
      test.slow()
      await explorer.openTraceById(await batchTrace(explorer.url))
      for (const view of ['Table', 'Journey', 'Link graph']) {
        await page.getByRole('tab', { name: view, exact: true }).click()
        await expect(page.locator('[aria-busy=true], .skeleton')).toHaveCount(0)
        await checkAccessibility(view, 'main')
        await expectNothingCut(page)
      }
      await page.getByRole('button', { name: 'Keyboard shortcuts' }).click()
      await checkAccessibility('the help', 'dialog')
      await page.keyboard.press('Escape')
      await page.goto(`${explorer.url}/map`)
      await expect(page.getByRole('table', { name: 'Links by cause and effect' })).toBeVisible()
      await checkAccessibility('the link map')
      await expectNothingCut(page)
      await explorer.openTraces()
      await checkAccessibility('the traces')
      await page.keyboard.press('Control+k')
      await page.keyboard.type('order')
      await expect(page.getByRole('listbox', { name: 'Suggestions' })).toBeVisible()
      await checkAccessibility('the suggestions', 'header')
      await page.goto(`${explorer.url}/trace/${'0'.repeat(31)}1`)
      await expect(page.getByText('This trace is not in the local store')).toBeVisible()
      await checkAccessibility('a trace that is not there')
      await page.goto(`${explorer.url}/embed/trace/${await batchTrace(explorer.url)}`)
      await expect(explorer.tree).toBeVisible()
      await checkAccessibility('a panel in a frame')
      await expectNothingCut(page)
    })
  })
}

test('what can be pressed is 24 px large, or stands alone or in a text', async ({
  explorer,
  page,
}) => {
  test.slow()
  const trace = await batchTrace(explorer.url)
  const small = async (what: string) =>
    expect(await smallTargets(page), `small targets on ${what}`).toEqual([])
  await explorer.openTraces()
  await small('the traces')
  await explorer.openTraceById(trace)
  await explorer.selectSpan(/process-batch/)
  for (const tab of ['Attributes', 'Events', 'Linked from', 'Resource', 'Raw', 'Links']) {
    await explorer.openTab(new RegExp(`^${tab}`))
    await explorer.resolved()
    await small(tab)
  }
  for (const view of ['Table', 'Journey']) {
    await page.getByRole('tab', { name: view, exact: true }).click()
    await expect(page.locator('[aria-busy=true], .skeleton')).toHaveCount(0)
    await small(view)
  }
})

test.describe('with reduced motion', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } })

  test('nothing moves', async ({ explorer, page }) => {
    await explorer.openTraceById(await batchTrace(explorer.url))
    await explorer.selectSpan(/process-batch/)
    const moving = await page.evaluate(() =>
      [...document.querySelectorAll('*')]
        .map((node) => [node, getComputedStyle(node)] as const)
        // A token's 1 ms is an event, not a motion: see tokens.css.
        .filter(
          ([, { transitionDuration, animationDuration }]) =>
            Math.max(...[transitionDuration, animationDuration].map(parseFloat)) > 0.001,
        )
        .map(([node]) => node.outerHTML.slice(0, 120)),
    )
    expect(moving).toEqual([])
  })
})

test('what has the focus is in sight, wherever Tab leads on a trace and its links', async ({
  explorer,
  page,
}) => {
  test.slow()
  await page.setViewportSize({ width: 1000, height: 560 })
  await explorer.openTraceById(await batchTrace(explorer.url))
  await explorer.selectSpan(/process-batch/)
  await explorer.openTab(/^Links/)
  await explorer.resolved()
  await page.evaluate(() => (document.activeElement as HTMLElement).blur())
  const seen = new Set<string>()
  for (let i = 0; i < 60; i++) {
    await page.keyboard.press('Tab')
    const focus = await focused(page)
    if (focus === null) continue
    expect(focus.inSight, `${focus.what} is hidden by ${focus.hiddenBy}`).toBe(true)
    expect(focus.ring, `${focus.what} has no ring`).toBe(true)
    seen.add(focus.what)
  }
  expect(seen.size).toBeGreaterThan(15)
})

test('focus is on the target after following, and on the link again after Back', async ({
  explorer,
  page,
}) => {
  await explorer.openTraceById(await batchTrace(explorer.url))
  await explorer.selectSpan(/process-batch/)
  await explorer.openTab(/^Links/)
  await explorer.resolved()
  const grid = explorer.details.getByRole('grid')
  await grid.focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(explorer.selectedSpan).toContainText('receive-order')
  await expect(explorer.tree).toBeFocused()
  await page.goBack()
  await expect(explorer.selectedSpan).toContainText('process-batch')
  await expect(explorer.tree.or(grid).and(page.locator(':focus'))).toBeVisible()
})

async function expectNothingCut(page: Page): Promise<void> {
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect(overflow, 'the page never scrolls sideways').toBe(0)
}

/**
 * Targets below 24 × 24 px, but for those in a line of text and those with 24 px to themselves (WCAG 2.2, 2.5.8), and checkboxes
 * and the like as browsers draw them within a label.
 */
function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const targets = [...document.querySelectorAll('a[href], button, input, select, summary')]
      .filter((node) => node.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
      .map((node) => ({ node, box: (node.closest('label') ?? node).getBoundingClientRect() }))
      .filter(({ box }) => box.width > 1 && box.height > 1)
    const isSmall = (box: DOMRect) => box.width < 23.5 || box.height < 23.5
    const inLine = (node: Element) => getComputedStyle(node).display === 'inline'
    const isNear = (a: DOMRect, b: DOMRect) => {
      const [x, y] = [a.x + a.width / 2, a.y + a.height / 2]
      const dx = Math.max(b.left - x, 0, x - b.right)
      const dy = Math.max(b.top - y, 0, y - b.bottom)
      return Math.hypot(dx, dy) < 11.5
    }
    return targets
      .filter(({ node, box }) => isSmall(box) && !inLine(node))
      .filter(({ node, box }) =>
        targets.some(
          (other) =>
            other.node !== node &&
            !other.node.contains(node) &&
            !node.contains(other.node) &&
            isNear(box, other.box),
        ),
      )
      .map(({ node, box }) => `${box.width} × ${box.height}: ${node.outerHTML.slice(0, 120)}`)
  })
}

/** What has the focus, whether it can be seen and by which sign. Null: nothing has it. */
function focused(page: Page) {
  return page.evaluate(() => {
    const node = document.activeElement
    if (!node || node === document.body) return null
    const box = node.getBoundingClientRect()
    const style = getComputedStyle(node)
    const at = (x: number, y: number) => document.elementFromPoint(x, y)
    const left = Math.max(box.left, 0)
    const right = Math.min(box.right, innerWidth)
    const top = Math.max(box.top, 0)
    const bottom = Math.min(box.bottom, innerHeight)
    const points = [0.5, 0.2, 0.8].map(
      (part) => [left + (right - left) * part, top + (bottom - top) * 0.5] as const,
    )
    const hits = points.map(([x, y]) => at(x, y))
    const isOwn = (hit: Element | null) =>
      hit !== null &&
      (node.contains(hit) || hit.contains(node) || node.closest('label')?.contains(hit) === true)
    return {
      what: node.outerHTML.slice(0, 100),
      inSight: right > left && bottom > top && hits.some(isOwn),
      hiddenBy: hits[0]?.outerHTML.slice(0, 80) ?? 'nothing: it is outside',
      ring:
        node.matches(':focus-visible') &&
        (style.outlineStyle !== 'none' ||
          style.boxShadow !== 'none' ||
          style.backgroundImage !== 'none' ||
          // Grids show the focus on their current row.
          node.matches('[role=grid], [role=treegrid]') ||
          // The visible face of a hidden control carries it.
          node.matches('input')),
    }
  })
}

/** The newer batch of the sample: links of every kind. */
async function batchTrace(url: string): Promise<string> {
  const answer = await fetch(
    `${url}/api/v1/traces?service=orders-batch&operation=process-batch&sort=newest`,
  )
  const { traces } = (await answer.json()) as { traces: { traceId: string }[] }
  return traces[0].traceId
}
