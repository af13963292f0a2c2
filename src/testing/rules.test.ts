import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'

/** The rules of `src/README.md`, held against the sources. */

const SRC = resolve(import.meta.dirname, '..')

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => /\.tsx?$/.test(file))
const textOf = new Map(files.map((file) => [file, readFileSync(join(SRC, file), 'utf8')]))

const isTest = (file: string) => /\.test\.tsx?$/.test(file)

/** Room → the rooms that it may import, from the table `| room | what | may import |`. */
function arrowsOf(readme: string): Map<string, string[]> {
  const rows = [...readme.matchAll(/^\| `(\w+)` \|.*\| ([^|]*) \|$/gm)]
  return new Map(
    rows.map(([, room, may]) => [room, [...may.matchAll(/`(\w+)`/g)].map(([, to]) => to)]),
  )
}

/** Specifiers of static and dynamic imports, re-exports, and `new URL('…', import.meta.url)`. */
function importsOf(text: string): string[] {
  const code = text.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
  const statements = code.matchAll(
    /(?:\bfrom\s*|\bimport\s*\(?\s*|\bnew URL\(\s*)(['"])([^'"\n]+)\1/g,
  )
  return [...statements].map(([, , specifier]) => specifier)
}

interface Import {
  readonly from: string
  /** Path below `src`. */
  readonly to: string
}

const internal: Import[] = files.flatMap((from) =>
  importsOf(textOf.get(from) ?? '')
    .filter((specifier) => specifier.startsWith('.'))
    .map((specifier) => {
      const to = relative(SRC, resolve(SRC, dirname(from), specifier.replace(/\?.*$/, '')))
      return { from, to: to.replaceAll('\\', '/') }
    })
    // Outside of src there are also files to read, not to import.
    .filter(({ to }) => !to.startsWith('../') || /\.tsx?$/.test(to)),
)

/** The room of a file; '' for a file of `src` itself, which is the app's entry. */
const roomOf = (file: string) => (file.includes('/') ? file.slice(0, file.indexOf('/')) : '')

const arrows = arrowsOf(readFileSync(join(SRC, 'README.md'), 'utf8'))

test('every folder of src is a room of the table', () => {
  const rooms = new Set(files.map(roomOf).filter((room) => room !== ''))
  expect([...rooms].filter((room) => !arrows.has(room))).toEqual([])
})

test('a room imports itself and the rooms of its row, nothing else', () => {
  const wrong = internal.filter(({ from, to }) => {
    const [here, there] = [roomOf(from), roomOf(to)]
    if (here === there || here === '') return false
    if (isTest(from) && there === 'testing') return false
    return !(arrows.get(here) ?? []).includes(there)
  })
  expect(wrong.map(({ from, to }) => `${from} → ${to}`)).toEqual([])
})

test('only tests, the demo, the gallery and the room itself import testing', () => {
  const wrong = internal.filter(
    ({ from, to }) =>
      roomOf(to) === 'testing' &&
      !['testing', 'demo', 'gallery'].includes(roomOf(from)) &&
      !isTest(from),
  )
  expect(wrong.map(({ from }) => from)).toEqual([])
})

test('a panel of views imports no other panel', () => {
  const panelOf = (file: string) => file.split('/').slice(0, 2).join('/')
  const wrong = internal.filter(
    ({ from, to }) =>
      from.split('/').length > 2 &&
      to.split('/').length > 2 &&
      roomOf(from) === 'views' &&
      roomOf(to) === 'views' &&
      panelOf(from) !== panelOf(to),
  )
  expect(wrong.map(({ from, to }) => `${from} → ${to}`)).toEqual([])
})

test('there is no index file', () => {
  expect(files.filter((file) => /(^|\/)index\.tsx?$/.test(file))).toEqual([])
})

test('exports are named', () => {
  const wrong = files.filter((file) =>
    /^export (default\b|\{[^}]*\bas default\b)/m.test(textOf.get(file) ?? ''),
  )
  expect(wrong).toEqual([])
})

test('files are named in kebab-case, components in PascalCase', () => {
  const wrong = files.filter((file) => {
    const name = file.slice(file.lastIndexOf('/') + 1)
    return !/^[a-z0-9]+(-[a-z0-9]+)*(\.test|\.sources\.test|\.worker|\.d)?\.tsx?$|^[A-Z][A-Za-z0-9]*(\.test)?\.tsx$/.test(
      name,
    )
  })
  expect(wrong).toEqual([])
})

test('no file is longer than 350 lines', () => {
  const long = files.filter((file) => (textOf.get(file) ?? '').split('\n').length > 351)
  expect(long).toEqual([])
})

describe('a .ts of views and canvas is pure', () => {
  const pure = files.filter((file) => {
    const name = file.slice(file.lastIndexOf('/') + 1)
    const room = roomOf(file)
    return (
      (room === 'views' || room === 'canvas') &&
      name.endsWith('.ts') &&
      !isTest(file) &&
      !name.startsWith('use-') &&
      !name.endsWith('.worker.ts')
    )
  })

  test('it does not import React', () => {
    const wrong = pure.filter((file) =>
      importsOf(textOf.get(file) ?? '').some((specifier) => /^react(-dom)?(\/|$)/.test(specifier)),
    )
    expect(wrong).toEqual([])
  })

  test('it touches no global of the page', () => {
    const wrong = pure.filter((file) => /\b(document|window)\s*[.[(?]/.test(code(textOf.get(file))))
    expect(wrong).toEqual([])
  })
})

/** Without comments and strings. */
function code(text = ''): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$|'[^'\n]*'|"[^"\n]*"/gm, '')
}

describe('the reader of rules sees', () => {
  test('every form of import', () => {
    const text = [
      `import { a } from './a.ts'`,
      `import './b.css'`,
      `export { c } from "./c.ts"`,
      `const d = await import('./d.ts')`,
      `new Worker(new URL('./e.worker.ts', import.meta.url))`,
      `import type {\n  F,\n} from './f.ts'`,
      `// import './g.ts'`,
      `/* from './h.ts' */`,
    ].join('\n')
    expect(importsOf(text)).toEqual([
      './a.ts',
      './b.css',
      './c.ts',
      './d.ts',
      './e.worker.ts',
      './f.ts',
    ])
  })

  test('the table of rooms', () => {
    const table =
      '| room | what | may import |\n|---|---|---|\n| `a` | x | – |\n| `b` | `y` | `a` |'
    expect(arrowsOf(table)).toEqual(
      new Map([
        ['a', []],
        ['b', ['a']],
      ]),
    )
    expect(arrows.get('base')).toEqual([])
    expect(arrows.get('views')).toContain('queries')
  })
})
