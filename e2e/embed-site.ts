import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { type Serving, serve } from './serve.ts'

const EMBED = fileURLToPath(new URL('../dist-embed', import.meta.url))
const HOSTS = fileURLToPath(new URL('hosts', import.meta.url))

interface SiteOptions {
  /** The policy of its pages. */
  readonly policy?: string
  /** Whether pages of other sites may load its files, as those of a CDN. */
  readonly shared?: boolean
  /** Path prefix → the origin that answers what is below it: no page needs another origin than its own. */
  readonly behind?: Readonly<Record<string, string>>
  /** More files by path. */
  readonly files?: Readonly<Record<string, string>>
}

/** Someone else's site: the pages of `e2e/hosts`, with the panel's modules beside them. */
export function startHostSite({
  policy,
  shared = false,
  behind = {},
  files = {},
}: SiteOptions): Promise<Serving> {
  return serve(async (request) => {
    const { pathname, search } = new URL(request.url)
    const prefix = Object.keys(behind).find((prefix) => pathname.startsWith(`${prefix}/`))
    if (prefix !== undefined) {
      const url = behind[prefix] + pathname.slice(prefix.length) + search
      const body = request.method === 'POST' ? await request.arrayBuffer() : undefined
      const headers = new Headers(request.headers)
      headers.delete('host')
      headers.delete('origin')
      const { method, signal } = request
      // A page that leaves ends what it was asking for.
      return fetch(url, { method, headers, body, signal }).catch(
        () => new Response(null, { status: 502 }),
      )
    }
    if (Object.hasOwn(files, pathname)) return answer(pathname, files[pathname])
    const folder = pathname.endsWith('.html') ? HOSTS : EMBED
    const text = await readFile(folder + pathname, 'utf8').catch(() => null)
    if (text === null) return new Response(null, { status: 404 })
    return answer(pathname, text)
  })

  function answer(path: string, text: string): Response {
    const headers = new Headers()
    headers.set('content-type', path.endsWith('.html') ? 'text/html' : 'text/javascript')
    if (policy !== undefined) headers.set('content-security-policy', policy)
    if (shared) headers.set('access-control-allow-origin', '*')
    return new Response(text, { headers })
  }
}
