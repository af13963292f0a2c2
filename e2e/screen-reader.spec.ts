import { expect, test } from './fixtures.ts'

/** What assistive technology is told along the reference scenario, which is walked by keyboard alone. */
test('from the batch to a source and back, by keyboard, as the accessibility tree tells it', async ({
  explorer,
  page,
}) => {
  test.slow()
  await explorer.openTraces('?service=orders-batch&sort=oldest')
  await expect(page).toHaveTitle(/.+/)
  await expect(page.getByRole('main')).toMatchAriaSnapshot(`
    - main:
      - heading "Traces" [level=1]
      - region "Results":
        - status: 2 traces
        - grid "Traces":
          - rowgroup:
            - row:
              - columnheader "Started"
              - columnheader "Root"
              - columnheader "Duration"
          - rowgroup:
            - row /orders-batch hourly-run 3 errors .* 1\\.19 s 14 5 7/
            - row /orders-batch hourly-run/
  `)
  await page.keyboard.press('j')
  await page.keyboard.press('k')
  await page.keyboard.press('Enter')

  await expect(explorer.tree).toBeVisible()
  await expect(page.getByRole('main')).toMatchAriaSnapshot(`
    - main:
      - heading /orders-batch \\/ hourly-run/ [level=1]
      - tablist "Views of the trace":
        - tab "Waterfall" [selected]
        - tab "Link graph"
        - tab "Journey"
        - tab "Table"
      - tabpanel "Waterfall":
        - region "Waterfall":
          - search "Find in this trace":
            - searchbox "Find in trace"
          - treegrid "Spans":
            - row /orders-batch hourly-run starts at 0 ns, takes 1\\.19 s/ [expanded] [level=1]
            - row /consumer orders-batch process-batch 5 links to other spans ?, ?4 links from other spans/ [expanded] [level=2]
  `)
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await expect(explorer.tree).toBeFocused()
  await expect(explorer.tree).toHaveAttribute('aria-activedescendant', /.+/)
  expect(
    await explorer.tree.evaluate((tree) => {
      const id = tree.getAttribute('aria-activedescendant') ?? ''
      return document.getElementById(id)?.getAttribute('aria-selected')
    }),
    'the row that is told to have the focus is the selected one',
  ).toBe('true')

  await page.keyboard.press('l')
  await explorer.resolved()
  await expect(explorer.details).toMatchAriaSnapshot(`
    - complementary "Span details":
      - heading "process-batch" [level=2]
      - tablist "Span details":
        - tab "Attributes 8"
        - tab "Events 2"
        - tab "Links 5" [selected]
        - tab "Linked from 4"
        - tab "Resource 9"
        - tab "Raw"
      - tabpanel "Links 5":
        - paragraph: /This span links to 5 spans/
        - term: items linked = batch.size
        - definition: 5 of 5
        - searchbox "Filter links"
        - combobox "Group by"
        - grid "Linked span":
          - row:
            - columnheader "Linked span"
            - columnheader "Operation"
            - columnheader "Service"
            - columnheader "Waited"
          - row /Unfold the link .* receive-order orders\\.api 58 m 12 s 50\\.2 ms Unset/
          - row /receive-order orders\\.api 44 m 03 s/
          - row /receive-order orders\\.api 31 m 40 s 612 ms Error/
  `)
  await expect(explorer.details.getByRole('grid')).toBeFocused()
  await page.keyboard.press(']')
  await page.keyboard.press('Enter')

  await expect(explorer.selectedSpan).toContainText('receive-order')
  await expect(explorer.tree).toBeFocused()
  await expect(page.getByRole('main')).toMatchAriaSnapshot(`
    - main:
      - navigation "Trail":
        - list:
          - listitem:
            - link "process-batch"
          - listitem:
            - strong: receive-order
      - heading /orders.api \\/ receive-order/ [level=1]
      - tabpanel "Waterfall":
        - region "Waterfall":
          - treegrid "Spans":
            - row /server orders\\.api receive-order 1 link from other spans/ [level=1] [selected]
        - complementary "Span details":
          - heading "receive-order" [level=2]
          - paragraph:
            - text: came from
            - link "process-batch (orders-batch)"
            - text: /waited/
          - tablist "Span details":
            - tab "Linked from 1" [selected]
          - tabpanel "Linked from 1":
            - paragraph: /1 span links to this span/
  `)
  await page.keyboard.press('Backspace')
  await expect(explorer.selectedSpan).toContainText('process-batch')
  await expect(explorer.tab('Links 5')).toHaveAttribute('aria-selected', 'true')
})
