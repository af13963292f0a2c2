import { type Locator, type Page, expect } from '@playwright/test'

/** The Link map in domain verbs. */
export class LinkMapPage {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  /** From the top bar. */
  async open(): Promise<void> {
    await this.page.getByRole('link', { name: 'Link map' }).click()
    await expect(this.table).toBeVisible()
  }

  /** What the map is made of, or how far it is. */
  get summary(): Locator {
    return this.page.getByRole('main').getByRole('status').first()
  }

  get picture(): Locator {
    return this.page.getByRole('region', { name: 'Picture' })
  }

  get edges(): Locator {
    return this.picture.getByRole('link', { name: /: \d/ })
  }

  /** A box of the picture. */
  box(name: RegExp | string): Locator {
    return this.picture.locator('.link-map-card').filter({ hasText: name })
  }

  /** A button above the picture. */
  button(name: string): Locator {
    return this.picture.getByRole('button', { name })
  }

  get table(): Locator {
    return this.page.getByRole('table', { name: 'Links by cause and effect' })
  }

  /** The lines of the table, without its head. */
  get rows(): Locator {
    return this.table.getByRole('row').filter({ has: this.page.getByRole('cell') })
  }

  row(name: RegExp | string): Locator {
    return this.rows.filter({ hasText: name })
  }

  get details(): Locator {
    return this.page.getByRole('complementary', { name: 'Link details' })
  }

  get boxDetails(): Locator {
    return this.page.getByRole('complementary', { name: 'Box details' })
  }

  /** A figure of the chosen edge. */
  figure(label: string): Locator {
    const term = this.details.getByRole('term').filter({ hasText: label })
    return term.locator('..').getByRole('definition')
  }

  get examples(): Locator {
    return this.details.getByRole('listitem')
  }

  groupBy(what: 'Operation' | 'Service'): Promise<void> {
    return this.page.getByRole('radio', { name: what }).check()
  }
}
