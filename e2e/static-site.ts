import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { type Serving, serve } from './serve.ts'

export interface StaticSite extends Serving {
  /** The page, with a slash at its end. */
  readonly url: string
  /** Paths that were asked for, below the page's. */
  readonly requests: readonly string[]
}

interface SiteOptions {
  /** Content by name, beside the directory's. */
  readonly files?: Readonly<Record<string, string>>
  /** Where the page may connect to, beside its own origin. */
  readonly connectTo?: string
}

const DOCS = readFileSync(new URL('../docs/sources.md', import.meta.url), 'utf8')
const [, POLICY] = /^ {4}Content-Security-Policy: (.*)$/m.exec(DOCS) ?? []

const PREFIX = '/trace-links/'
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
}

/**
 * A host of files and nothing else: those of `directory` under a path of their own, with the header that docs/sources.md advises.
 * What is not there is 404, without a page.
 */
export async function startStaticSite(
  directory: string,
  { files = {}, connectTo = '' }: SiteOptions = {},
): Promise<StaticSite> {
  const requests: string[] = []
  const policy = POLICY.replace('https://jaeger.example', connectTo)
  const serving = await serve(async ({ url }) => {
    const { pathname } = new URL(url)
    const name = pathname === PREFIX ? 'index.html' : pathname.slice(PREFIX.length)
    requests.push(name)
    const body = Object.hasOwn(files, name)
      ? files[name]
      : await readFile(join(directory, name)).catch(() => null)
    if (!pathname.startsWith(PREFIX) || body === null) {
      return new Response('Not found.\n', { status: 404 })
    }
    const type = TYPES[extname(name)] ?? 'application/octet-stream'
    const headers = { 'content-type': type, 'content-security-policy': policy }
    return new Response(body as BodyInit, { headers })
  })
  return { ...serving, url: serving.origin + PREFIX, requests }
}
