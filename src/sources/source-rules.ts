/** What the id and the address of a source may be, wherever someone names one: the server's options and files, a static site's file. */

/** The browser's own sources. */
const TAKEN: ReadonlySet<string> = new Set(['local', 'file', 'files', 'none'])

/** Why a source can't have this id, as a sentence without its first word in capitals; null: it can. */
export function idProblem(id: string): string | null {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id) || id.length > 40) {
    return 'an id has up to 40 lower-case letters and digits, with single dashes between them.'
  }
  return TAKEN.has(id) ? `the id ${id} is taken.` : null
}

export type AddressProblem = 'not http' | 'credentials' | 'query'

/** What is wrong with the address of a source; null: nothing. */
export function addressProblem(text: string): AddressProblem | null {
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url || !/^https?:\/\/[^/]/.test(text) || !/^https?:$/.test(url.protocol)) return 'not http'
  if (url.username !== '' || url.password !== '') return 'credentials'
  return /[?#]/.test(text) ? 'query' : null
}
