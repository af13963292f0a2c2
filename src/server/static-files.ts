import { readFile, stat } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const TYPES = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.json', 'application/json'],
  ['.map', 'application/json'],
  ['.svg', 'image/svg+xml'],
  ['.png', 'image/png'],
  ['.ico', 'image/x-icon'],
  ['.txt', 'text/plain; charset=utf-8'],
  ['.webmanifest', 'application/manifest+json'],
  ['.woff2', 'font/woff2'],
  ['.wasm', 'application/wasm'],
])
const COMPRESSIBLE = /^text\/|json|javascript|svg|wasm/
const PAGE = 'index.html'
/** Below this size compressing gains nothing that a packet would not carry anyway. */
const MIN_COMPRESSED = 1400

const compressors = {
  br: (bytes: Uint8Array) =>
    promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  gzip: (bytes: Uint8Array) => promisify(gzip)(bytes),
}

interface File {
  readonly bytes: Uint8Array
  readonly modified: number
  readonly compressed: Map<string, Promise<Uint8Array>>
}

/** The built app. Paths of the app itself get index.html; a missing asset gets 404, or its place would be cached as a page. */
export class StaticFiles {
  readonly #root: string
  readonly #pageOf: (html: string) => string
  /** As many entries as files in the build: what is not there is not kept. */
  readonly #files = new Map<string, File>()

  /** `pageOf` makes the page that is served of the one that was built. */
  constructor(root: string, pageOf: (html: string) => string) {
    this.#root = root
    this.#pageOf = pageOf
  }

  async answer(request: Request): Promise<Response> {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return text(405, 'Only GET is possible here.\n', { allow: 'GET, HEAD' })
    }
    const path = this.#pathOf(new URL(request.url).pathname)
    if (path === null) return text(404, 'Not found.\n')
    const asset = path.startsWith(`assets${sep}`)
    const file = path === '' ? null : await this.#read(path)
    if (file) return this.#send(request, path, file, asset)
    if (asset || extname(path) !== '') return text(404, 'Not found.\n')
    return this.page(request, PAGE)
  }

  /** One of the pages that were built, whatever path was asked for. */
  async page(request: Request, name: string): Promise<Response> {
    const page = await this.#read(name)
    if (page) return this.#send(request, name, page, false)
    return text(503, 'The app is not built. Run "npm start", or "npm run build" first.\n')
  }

  /** Relative to the root; null when it leads out of it or is not decodable. */
  #pathOf(pathname: string): string | null {
    try {
      const path = normalize(decodeURIComponent(pathname)).replace(/^[/\\]+/, '')
      const outside = path === '..' || path.startsWith(`..${sep}`) || path.includes('\0')
      return outside ? null : path
    } catch {
      return null
    }
  }

  async #read(path: string): Promise<File | null> {
    const full = join(this.#root, path)
    const found = await stat(full).catch(() => null)
    if (!found?.isFile()) return null
    const known = this.#files.get(path)
    if (known?.modified === found.mtimeMs) return known
    const built = await readFile(full)
    const bytes = extname(path) === '.html' ? Buffer.from(this.#pageOf(built.toString())) : built
    const file = { bytes, modified: found.mtimeMs, compressed: new Map() }
    this.#files.set(path, file)
    return file
  }

  async #send(request: Request, path: string, file: File, asset: boolean): Promise<Response> {
    const type = TYPES.get(extname(path)) ?? 'application/octet-stream'
    const headers = new Headers({
      'content-type': type,
      // Names of assets change with their content.
      'cache-control': asset ? 'public, max-age=31536000, immutable' : 'no-cache',
      vary: 'accept-encoding',
    })
    let { bytes } = file
    const encoding = COMPRESSIBLE.test(type) ? accepted(request) : null
    if (encoding && bytes.length >= MIN_COMPRESSED) {
      const ready = file.compressed.get(encoding) ?? compressors[encoding](bytes)
      file.compressed.set(encoding, ready)
      bytes = await ready
      headers.set('content-encoding', encoding)
    }
    headers.set('content-length', String(bytes.length))
    const body = request.method === 'HEAD' ? null : (bytes as BodyInit)
    return new Response(body, { headers })
  }
}

function accepted(request: Request): 'br' | 'gzip' | null {
  const accept = request.headers.get('accept-encoding') ?? ''
  if (/\bbr\b/.test(accept)) return 'br'
  return /\bgzip\b/.test(accept) ? 'gzip' : null
}

function text(status: number, body: string, headers: Record<string, string> = {}): Response {
  return new Response(body, {
    status,
    headers: { ...headers, 'content-type': 'text/plain; charset=utf-8' },
  })
}
