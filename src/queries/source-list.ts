import type * as z from 'zod/mini'
import { type sourceEntry, sourcesAnswer } from '../sources/gateway-schema.ts'
import { isWebPage, json, request } from '../sources/http.ts'
import { SourceError } from '../sources/source.ts'

export type SourceEntry = z.infer<typeof sourceEntry>

/** Where the app learns which sources there are: a server, or a file beside the page. */
export interface SourceList {
  /** The one to show unasked comes first. @throws SourceError */
  entries(signal: AbortSignal): Promise<readonly SourceEntry[]>
  /** Who names the sources, as the subject of a sentence. */
  readonly namedBy: string
}

/** What the server knows; `base` stands before its API's path, without a slash at its end. */
export function serverList(base = ''): SourceList {
  return {
    namedBy: 'The server',
    async entries(signal) {
      const response = await request(`${base}/api/v1/sources`, { signal }, () => null)
      return (await json(response, sourcesAnswer)).sources
    },
  }
}

/** What a static site's configuration names; none where there is no such file. It is read once. */
export function staticList(url: string): SourceList {
  let read: Promise<readonly SourceEntry[]> | null = null
  return {
    namedBy: 'This site',
    entries() {
      read ??= readConfig(url).catch((error: unknown) => {
        read = null
        throw error
      })
      return read
    },
  }
}

/** How hosts answer for a file that they don't have; some stores of files refuse instead. */
const NO_FILE: ReadonlySet<number> = new Set([403, 404, 410])

async function readConfig(url: string): Promise<readonly SourceEntry[]> {
  const unreadable = (why: string, cause?: unknown) =>
    new SourceError('unreachable', `This site’s list of sources can’t be read: ${why}.`, { cause })
  const response = await fetch(url, { cache: 'no-cache' }).catch((cause: unknown) => {
    throw unreadable('its host does not answer', cause)
  })
  if (NO_FILE.has(response.status)) return []
  if (!response.ok) throw unreadable(`its host answered ${response.status}`)
  const text = await response.text().catch((cause: unknown) => {
    throw unreadable('the answer broke off', cause)
  })
  // Hosts of single-page apps answer with the page itself for what they don't have.
  if (isWebPage(text)) return []
  const { parseStaticConfig } = await import('../sources/static-config.ts')
  return parseStaticConfig(text).map(({ id, kind, name, url: base }) => ({
    id,
    kind,
    name,
    base,
    health: { state: 'unknown', message: null },
  }))
}
