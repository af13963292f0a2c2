import { type Locator, type Page, expect } from '@playwright/test'

/** The link graph in domain verbs, found by role and name. */
export class GraphPage {
  readonly page: Page
  readonly url: string

  constructor(page: Page, url: string) {
    this.page = page
    this.url = url
  }

  async open(traceId: string, query = ''): Promise<void> {
    await this.page.goto(`${this.url}/trace/${traceId}?view=graph${query}`)
    await this.read()
  }

  /** Waits until the graph is as complete as it was asked to be. */
  async read(): Promise<void> {
    await expect(this.page.getByRole('status').filter({ hasText: 'complete' })).toBeAttached()
    await expect(this.page.locator('.lg-picture[aria-busy=true]')).toHaveCount(0)
  }

  /** The first trace that a search finds. */
  async find(query: string): Promise<string> {
    const answer = await fetch(`${this.url}/api/v1/traces?${query}`)
    const { traces } = (await answer.json()) as { traces: { traceId: string }[] }
    return traces[0].traceId
  }

  get picture(): Locator {
    return this.page.getByRole('group', { name: /^Link graph/ })
  }

  /** The buttons that are boxes. */
  get boxes(): Locator {
    return this.picture.locator('[data-key]')
  }

  box(name: RegExp): Locator {
    return this.picture.locator('[data-key]').and(this.page.getByRole('button', { name }))
  }

  get details(): Locator {
    return this.page.getByRole('complementary', { name: 'Graph details' })
  }

  get table(): Locator {
    return this.page.getByRole('grid', { name: 'Traces of the link graph' })
  }

  get toolbar(): Locator {
    return this.page.getByRole('toolbar', { name: 'Link graph' })
  }

  async hops(name: string): Promise<void> {
    await this.toolbar.getByRole('radio', { name, exact: true }).check({ force: true })
    await this.read()
  }

  async showAs(name: 'Picture' | 'Table' | 'Both'): Promise<void> {
    await this.toolbar.getByRole('radio', { name }).check({ force: true })
  }

  /** Where a box is on the screen. */
  async placeOf(box: Locator): Promise<{ x: number; y: number; width: number }> {
    const { x, y, width } = (await box.boundingBox())!
    return { x: Math.round(x), y: Math.round(y), width: Math.round(width) }
  }

  /** Where each box is on the screen, by its key. */
  async places(): Promise<ReadonlyMap<string, { readonly x: number; readonly y: number }>> {
    const found = await this.boxes.evaluateAll((nodes) =>
      nodes.map((node) => {
        const { x, y } = node.getBoundingClientRect()
        const at = { x: Math.round(x), y: Math.round(y) }
        return [node.getAttribute('data-key') ?? '', at] as const
      }),
    )
    return new Map(found)
  }

  /** Saves an export and gives its text. */
  async exported(label: string): Promise<{ name: string; bytes: Buffer }> {
    await this.toolbar.getByText('Export', { exact: true }).click()
    const saved = this.page.waitForEvent('download')
    await this.toolbar.getByRole('button', { name: label }).click()
    const download = await saved
    const chunks: Buffer[] = []
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer)
    return { name: download.suggestedFilename(), bytes: Buffer.concat(chunks) }
  }
}
