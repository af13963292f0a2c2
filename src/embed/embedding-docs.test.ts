import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  PANEL_EVENTS,
  PANEL_SHORTCUTS,
  PANEL_TABS,
  PANEL_THEMES,
  PANEL_VIEWS,
  PANEL_ZONES,
  SOURCE_KINDS,
  SOURCE_VERBS,
} from './panel-input.ts'

/** `docs/embedding.md`, held against the code. */
const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')
const DOCS = read('../../docs/embedding.md')
const INPUT = read('panel-input.ts')
const ELEMENT = read('trace-link-panel-element.ts')

/** Cells of the rows of a section's table, without its head. */
const sectionRows = (section: string) => {
  const [, ...parts] = DOCS.split(/^## /m)
  const part = parts.find((text) => text.startsWith(`${section}\n`)) ?? ''
  const lines = part.split('\n').filter((line) => line.startsWith('|'))
  return lines
    .slice(2)
    .map((line) => line.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, '')))
}

const words = (text = '') => [...text.matchAll(/`([^`]+)`/g)].map(([, word]) => word)

/** Attribute → property, as the element has them. */
const ATTRIBUTES = [...ELEMENT.matchAll(/^ {2}'?([a-z-]+)'?: '([A-Za-z]+)',$/gm)].map(
  ([, attribute, property]) => [attribute, property],
)

/** Fields of an interface of panel-input.ts, those that it extends included. */
function fieldsOf(name: string): string[] {
  const [, base, body] =
    new RegExp(`interface ${name}(?: extends (\\w+))? \\{([^}]*)\\}`).exec(INPUT) ?? []
  const own = [...body.matchAll(/^ {2}readonly (\w+)/gm)].map(([, field]) => field)
  return base ? [...fieldsOf(base), ...own] : own
}

describe('what is shown', () => {
  const rows = sectionRows('What is shown')

  test('every attribute is there with its property, and every property', () => {
    expect(ATTRIBUTES).toHaveLength(11)
    expect(
      rows.filter(([attribute]) => attribute !== '–').map((row) => row.slice(0, 2).flatMap(words)),
    ).toEqual(ATTRIBUTES)
    expect(rows.filter(([attribute]) => attribute === '–').flatMap((row) => words(row[1]))).toEqual(
      ['source', 'traces'],
    )
  })

  test('every prop of the component is there', () => {
    const properties = rows.flatMap((row) => words(row[1]))
    const props = [
      ...(/interface PanelInput \{([\s\S]*?)\n\}/.exec(INPUT)?.[1] ?? '').matchAll(
        /readonly (\w+)\?/g,
      ),
    ]
    expect(props.length).toBeGreaterThan(7)
    expect(props.map(([, prop]) => prop).filter((prop) => !properties.includes(prop))).toEqual([])
  })

  test('every value is there', () => {
    const values = (attribute: string) =>
      words(rows.find(([first]) => first === `\`${attribute}\``)?.[2])
    expect(values('view')).toEqual(PANEL_VIEWS)
    expect(values('tab').filter((word) => word !== 'details')).toEqual(PANEL_TABS)
    expect(values('theme')).toEqual(PANEL_THEMES)
    expect(values('zone')).toEqual(PANEL_ZONES)
    expect(values('shortcuts')).toEqual(PANEL_SHORTCUTS)
    expect(values('source-kind')).toEqual(SOURCE_KINDS)
  })
})

test('every event is there with all that it tells', () => {
  const rows = sectionRows('Events')
  expect(rows.map(([event]) => words(event)[0])).toEqual(PANEL_EVENTS)
  const details = {
    ready: 'ReadyDetail',
    select: 'PanelTarget',
    follow: 'FollowDetail',
    error: 'ErrorDetail',
    resize: 'ResizeDetail',
  }
  for (const [event, , detail] of rows) {
    const [name] = words(event)
    const told = fieldsOf(details[name as keyof typeof details])
    expect(told.length).toBeGreaterThan(1)
    expect(
      told.filter((field) => !words(detail).includes(field)),
      name,
    ).toEqual([])
    expect(DOCS).toContain(`\`on${name[0].toUpperCase()}${name.slice(1)}\``)
  }
})

test('every property that the tokens read is there, and no other', () => {
  const tokens = [...read('../ui/tokens.css').matchAll(/--trace-link-[a-z-]*[a-z]\b/g)].map(String)
  const described = sectionRows('Colours and fonts').flatMap(([name]) => words(name))
  expect(described.toSorted()).toEqual([...new Set(tokens)].toSorted())
})

test('the pages to copy use attributes that there are', () => {
  const used = [...DOCS.matchAll(/<trace-link-panel([^>]*)>/g)]
    .flatMap(([, text]) => [...text.matchAll(/([a-z-]+)="/g)])
    .map(([, attribute]) => attribute)
  const known = new Set([...ATTRIBUTES.map(([attribute]) => attribute), 'id', 'style'])
  expect(used.length).toBeGreaterThan(6)
  expect(used.filter((attribute) => !known.has(attribute))).toEqual([])
})

test('a source of one’s own has the functions that a panel calls', () => {
  for (const verb of SOURCE_VERBS) expect(DOCS).toContain(`  async ${verb}(`)
})
