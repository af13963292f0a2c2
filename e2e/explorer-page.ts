import { type Locator, type Page, expect } from '@playwright/test'

/** The app in domain verbs, found by role and name. */
export class ExplorerPage {
  readonly page: Page
  readonly url: string
  /** Where it is found: the page, or an embedded panel. */
  readonly root: Pick<Locator, 'getByRole' | 'locator'>

  constructor(page: Page, url: string, root: Pick<Locator, 'getByRole' | 'locator'> = page) {
    this.page = page
    this.url = url
    this.root = root
  }

  async openTraces(query = ''): Promise<void> {
    await this.page.goto(`${this.url}/${query}`)
    await expect(this.page.getByRole('row').nth(1)).toBeVisible()
  }

  /** Opens a trace of the Traces table by what its row says. */
  async openTrace(name: RegExp | string): Promise<void> {
    await this.page.getByRole('row', { name }).getByRole('link').first().click()
    await expect(this.tree).toBeVisible()
  }

  async openTraceById(traceId: string, query = ''): Promise<void> {
    await this.page.goto(`${this.url}/trace/${traceId}${query}`)
    await expect(this.tree).toBeVisible()
  }

  /** The lines of the Traces table, without its head. */
  get traceRows(): Locator {
    return this.page
      .getByRole('grid', { name: 'Traces' })
      .getByRole('row')
      .filter({ has: this.page.getByRole('gridcell') })
  }

  get tree(): Locator {
    return this.root.getByRole('treegrid', { name: 'Spans' })
  }

  spanRow(name: RegExp | string): Locator {
    return this.tree.getByRole('row', { name })
  }

  /** Where a row is on the screen, in pixels from the top. */
  topOf(row: Locator): Promise<number> {
    return row.evaluate((node) => node.getBoundingClientRect().top)
  }

  get selectedSpan(): Locator {
    return this.tree.getByRole('row', { selected: true })
  }

  /** What was found wrong in the trace's data. */
  get notes(): Locator {
    return this.page.getByRole('group').filter({ hasText: 'on this trace’s data' })
  }

  async openNotes(): Promise<void> {
    await this.notes.getByText('on this trace’s data').click()
  }

  get details(): Locator {
    return this.#landmark('complementary', 'Span details')
  }

  async selectSpan(name: RegExp | string): Promise<void> {
    await this.spanRow(name).first().click()
    await expect(this.details).toBeVisible()
  }

  tab(name: RegExp | string): Locator {
    return this.details.getByRole('tab', { name })
  }

  async openTab(name: RegExp | string): Promise<void> {
    await this.tab(name).click()
    await expect(this.tab(name)).toHaveAttribute('aria-selected', 'true')
  }

  /** The lines of the Links or Linked from table, without its head. */
  get linkRows(): Locator {
    return this.details
      .getByRole('grid')
      .getByRole('row')
      .filter({ has: this.page.getByRole('gridcell') })
  }

  /** A figure of the summary above the links. */
  figure(label: string): Locator {
    const term = this.details.getByRole('term').filter({ hasText: label })
    return term.locator('..').getByRole('definition')
  }

  async followLink(at: number): Promise<void> {
    await this.linkRows.nth(at).getByRole('link').click()
  }

  async unfoldLink(at: number): Promise<void> {
    await this.linkRows.nth(at).getByRole('button', { name: 'Unfold the link' }).click()
  }

  /** Waits until no link is on its way. */
  async resolved(): Promise<void> {
    await expect(this.details.locator('[aria-busy=true]')).toHaveCount(0)
  }

  get trail(): Locator {
    return this.#landmark('navigation', 'Trail')
  }

  /** In a panel it is a group. */
  #landmark(role: 'complementary' | 'navigation', name: string): Locator {
    return this.root.getByRole(role, { name }).or(this.root.getByRole('group', { name }))
  }
}
