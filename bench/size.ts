/** What a browser loads at first, file by file, and what each script is made of, from its source map. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { BUDGETS, Built } from './built.ts'
import { report, table } from './report.ts'

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

const directory = process.argv.slice(2).find((word) => !word.startsWith('-')) ?? 'dist'
const assets = join(directory, 'assets')
const built = new Built(directory)
const { names, initial } = built

console.log('kB (1000 bytes)                     raw     gzip   brotli   loaded')
for (const name of names.toSorted()) {
  line(name, [built.bytes(name)], initial.includes(name) ? 'at first' : 'later')
}
const first = built.withImports(initial)
total('all .js at first', first)
for (const name of later(first)) total(`… and ${name}`, built.withImports([...first, name]))

for (const name of names) {
  const map = join(assets, `${name}.map`)
  if (!existsSync(map)) continue
  const parts = partsOf(built.text(name), JSON.parse(readFileSync(map, 'utf8')) as SourceMap)
  console.log(`\n${name} by package or room; gzip of each alone, so the sum is over the whole`)
  for (const [part, text] of [...parts].toSorted(([, a], [, b]) => b.length - a.length)) {
    line(part, [Buffer.from(text)])
  }
}

report(
  'size',
  [
    table(
      ['scripts, with what they import', 'kB gzip', 'budget'],
      BUDGETS.map(({ what, scripts, most }) => {
        const size = built.gzipKilobytes([...initial, ...scripts.map((name) => built.script(name))])
        return [what, size.toFixed(1), String(most)]
      }),
    ),
  ],
  process.argv.includes('--write'),
)

/** What these scripts load when it is needed: each screen, each kind of source. */
function later(scripts: readonly string[]): string[] {
  const imports = /import\(["'`]\.\/([^"'`]+)/g
  return scripts.flatMap((script) =>
    [...built.text(script).matchAll(imports)].map(([, name]) => name),
  )
}

function total(label: string, files: readonly string[]): void {
  line(
    label,
    files.map((name) => built.bytes(name)),
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
