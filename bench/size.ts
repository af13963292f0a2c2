/** What a browser loads at first, file by file, and what each script is made of, from its source map. */
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

const directory = process.argv[2] ?? 'dist'
const assets = join(directory, 'assets')
const page = readFileSync(join(directory, 'index.html'), 'utf8')
const names = readdirSync(assets).filter((name) => /\.(js|css)$/.test(name))

console.log('kB (1000 bytes)                     raw     gzip   brotli   loaded')
const initial = names.filter((name) => page.includes(name))
for (const name of names.toSorted()) {
  line(name, [readFileSync(join(assets, name))], initial.includes(name) ? 'at first' : 'later')
}
const first = withImports(initial)
total('all .js at first', first)
for (const name of later(first)) total(`… and ${name}`, withImports([...first, name]))

for (const name of names) {
  const map = join(assets, `${name}.map`)
  if (!existsSync(map)) continue
  const parts = partsOf(textOf(name), JSON.parse(readFileSync(map, 'utf8')) as SourceMap)
  console.log(`\n${name} by package or room; gzip of each alone, so the sum is over the whole`)
  for (const [part, text] of [...parts].toSorted(([, a], [, b]) => b.length - a.length)) {
    line(part, [Buffer.from(text)])
  }
}

/** Scripts and whatever they import statically: the bundler writes `from"./name.js"`. */
function withImports(scripts: readonly string[]): string[] {
  const found = new Set(scripts.filter((name) => name.endsWith('.js')))
  // What is added is visited too.
  for (const name of found) {
    for (const [, imported] of textOf(name).matchAll(/(?:from|import)["'`]\.\/([^"'`]+)/g)) {
      found.add(imported)
    }
  }
  return [...found]
}

/** What these scripts load when it is needed: each screen, each kind of source. */
function later(scripts: readonly string[]): string[] {
  const imports = /import\(["'`]\.\/([^"'`]+)/g
  return scripts.flatMap((script) => [...textOf(script).matchAll(imports)].map(([, name]) => name))
}

function textOf(name: string): string {
  return readFileSync(join(assets, name), 'utf8')
}

function total(label: string, files: readonly string[]): void {
  line(
    label,
    files.map((name) => readFileSync(join(assets, name))),
  )
}

function line(name: string, contents: readonly Buffer[], note = ''): void {
  const total = (size: (content: Buffer) => number) =>
    (contents.reduce((sum, content) => sum + size(content), 0) / 1000).toFixed(1).padStart(9)
  const raw = total((content) => content.length)
  const gzip = total((content) => gzipSync(content, { level: 9 }).length)
  const brotli = total((content) => brotliCompressSync(content).length)
  console.log(`${name.padEnd(30)}${raw}${gzip}${brotli}   ${note}`.trimEnd())
}

interface SourceMap {
  readonly sources: readonly string[]
  readonly mappings: string
}

/** The generated code of each package, or of each room of `src`; a piece reaches to the next mapping. */
function partsOf(code: string, { sources, mappings }: SourceMap): Map<string, string> {
  const parts = new Map<string, string>()
  const lines = code.split('\n')
  let source = 0
  for (const [number, segments] of mappings.split(';').entries()) {
    let column = 0
    let part = 'bundler'
    for (const segment of segments === '' ? [] : segments.split(',')) {
      const [columns, sourceStep] = vlq(segment)
      add(part, lines[number].slice(column, column + columns))
      column += columns
      if (sourceStep !== undefined) source += sourceStep
      part = sourceStep === undefined ? 'bundler' : partOf(sources[source])
    }
    add(part, lines[number].slice(column))
  }
  return parts

  function add(part: string, text: string): void {
    parts.set(part, (parts.get(part) ?? '') + text)
  }
}

function partOf(source: string): string {
  const inPackage = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source)
  if (inPackage) return inPackage[1]
  return /(?:^|\/)(src\/[^/]+)/.exec(source)?.[1] ?? 'bundler'
}

/** The numbers of a segment: base 64, five bits a digit, the lowest first, the sign in the lowest bit (ECMA-426). */
function vlq(segment: string): number[] {
  const numbers: number[] = []
  let value = 0
  let shift = 0
  for (const digit of segment) {
    const bits = DIGITS.indexOf(digit)
    value += (bits & 31) << shift
    shift += 5
    if (bits & 32) continue
    numbers.push(value & 1 ? -(value >> 1) : value >> 1)
    value = shift = 0
  }
  return numbers
}
