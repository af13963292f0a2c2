/**
 * The built page as this server serves it, at any path: assets by absolute path instead of beside the page, and a mark by which
 * the app knows, before it asks anything, that a server is there and whether it has a store (`app/site.ts`).
 */
export function appPage(html: string, hasStore: boolean): string {
  return html
    .replaceAll(/ (src|href)="\.\//g, ' $1="/')
    .replace('<html', `<html data-served="${hasStore ? 'store' : 'sources'}"`)
}
