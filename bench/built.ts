import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

/** A build of the app: its scripts and styles by the names of their files. */
export class Built {
  readonly names: readonly string[]
  /** What the page itself names. */
  readonly initial: readonly string[]
  readonly #assets: string

  constructor(directory: string) {
    this.#assets = join(directory, 'assets')
    const page = readFileSync(join(directory, 'index.html'), 'utf8')
    this.names = readdirSync(this.#assets).filter((name) => /\.(js|css)$/.test(name))
    this.initial = this.names.filter((name) => page.includes(name))
  }

  bytes(name: string): Buffer {
    return readFileSync(join(this.#assets, name))
  }

  text(name: string): string {
    return this.bytes(name).toString()
  }

  /** The one script whose name begins so; the bundler adds a hash. */
  script(start: string): string {
    const found = this.names.filter((name) => name.startsWith(`${start}-`) && name.endsWith('.js'))
    if (found.length !== 1) throw new Error(`${found.length} scripts are called ${start}`)
    return found[0]
  }

  /** Scripts and whatever they import statically: the bundler writes `from"./name.js"`. */
  withImports(scripts: readonly string[]): string[] {
    const found = new Set(scripts.filter((name) => name.endsWith('.js')))
    // What is added is visited too.
    for (const name of found) {
      for (const [, imported] of this.text(name).matchAll(/(?:from|import)["'`]\.\/([^"'`]+)/g)) {
        found.add(imported)
      }
    }
    return [...found]
  }

  /** Of these scripts with their imports; 1 kB is 1000 bytes. */
  gzipKilobytes(scripts: readonly string[]): number {
    const size = (name: string) => gzipSync(this.bytes(name), { level: 9 }).length
    return this.withImports(scripts).reduce((sum, name) => sum + size(name), 0) / 1000
  }
}

/**
 * What the app may weigh: scripts with what they import, in kB gzip, each budget some 5 % above what it was when it was set. Loaded first: what
 * the page names, then with each screen; a worker's script comes beside.
 */
export const BUDGETS = [
  { what: 'before any screen', scripts: [], most: 135 },
  { what: 'up to the first waterfall', scripts: ['TraceScreen'], most: 175 },
  { what: 'with the details of a span', scripts: ['TraceScreen', 'DetailsPanel'], most: 192 },
  { what: 'up to Traces', scripts: ['SearchScreen'], most: 175 },
  { what: 'up to the link map', scripts: ['LinkMapScreen'], most: 175 },
] as const satisfies readonly { what: string; scripts: readonly string[]; most: number }[]
