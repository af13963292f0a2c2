export interface PageOptions {
  /** Whether there is a store. */
  readonly local: boolean
  /** Origins, as a URL writes them. */
  readonly embedOrigins: readonly string[]
}

/**
 * The built page as this server serves it, at any path: assets by absolute path instead of beside the page, and a mark by which
 * the app knows, before it asks anything, that a server is there and whether it has a store (`app/site.ts`), and a framed
 * panel who may talk to it (`frame.ts`).
 */
export function appPage(html: string, { local, embedOrigins }: PageOptions): string {
  return html
    .replaceAll(/ (src|href)="\.\//g, ' $1="/')
    .replace('<html', `<html data-served="${local ? 'store' : 'sources'}"`)
    .replace('data-embed-origins=""', `data-embed-origins="${embedOrigins.join(' ')}"`)
}
