import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { landing } from '../state/go-to.ts'
import { FRAME_PARAMS, SOURCE_PARAM } from './frame/asked-by-url.ts'
import { MESSAGES_PER_SECOND, MessageGate } from './message-gate.ts'
import {
  PANEL_SHORTCUTS,
  PANEL_TABS,
  PANEL_THEMES,
  PANEL_VIEWS,
  PANEL_ZONES,
} from './panel-input.ts'
import {
  FRAME_MESSAGES,
  HOST_MESSAGES,
  MAX_CHARACTERS,
  PROTOCOL,
  VERSION,
  readHostMessage,
} from './protocol.ts'

/** `docs/iframe.md` and `docs/ways-in.md`, held against the code. */
const read = (name: string) => readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8')
const IFRAME = read('iframe.md')
const WAYS_IN = read('ways-in.md')

/** First word of a row → the rest of it, of the table below a line. */
function tableBelow(line: string): Map<string, string> {
  const table = IFRAME.slice(IFRAME.indexOf(line)).split('\n\n')[1]
  return new Map(
    [...table.matchAll(/^\| `([^`]+)` \| (.*) \|$/gm)].map(([, name, rest]) => [name, rest]),
  )
}

const wordsOf = (text: string) => [...text.matchAll(/`([^`]+)`/g)].map(([, word]) => word)

describe.each([
  ['From the page to the frame:', HOST_MESSAGES],
  ['From the frame to the page:', FRAME_MESSAGES],
])('%s', (line, messages) => {
  test('every message is there, and no other', () => {
    expect([...tableBelow(line).keys()]).toEqual(Object.keys(messages))
  })

  test('every field of a message is named', () => {
    const table = tableBelow(line)
    for (const [type, { shape }] of Object.entries(messages)) {
      const fields = Object.keys(shape).filter((field) => field !== 'type')
      const words = wordsOf(table.get(type) ?? '')
      expect(
        fields.filter((field) => !words.includes(field)),
        type,
      ).toEqual([])
    }
  })
})

test('every parameter of the address is there with its values', () => {
  const table = tableBelow('## Parameters of the address')
  expect([...table.keys()]).toEqual([...Object.keys(FRAME_PARAMS), SOURCE_PARAM])
  const values = {
    view: PANEL_VIEWS,
    tab: PANEL_TABS,
    theme: PANEL_THEMES,
    zone: PANEL_ZONES,
    shortcuts: PANEL_SHORTCUTS,
  }
  for (const [param, words] of Object.entries(values)) {
    expect(wordsOf(table.get(param) ?? '')).toEqual(words)
  }
})

test('every reason for which a message is ignored is explained, with the limits', () => {
  const gate = new MessageGate({ source: () => null, origin: () => true, read: readHostMessage })
  const table = tableBelow('What both ends ignore, and count:')
  expect([...table.keys()]).toEqual(Object.keys(gate.ignored))
  expect(table.get('tooMany')).toContain(String(MESSAGES_PER_SECOND))
  expect(table.get('tooLarge')).toContain(String(MAX_CHARACTERS))
  expect(IFRAME).toContain(`{ protocol: '${PROTOCOL}', version: ${VERSION}, type`)
})

test('the address with a traceparent leads somewhere', () => {
  const [, href = ''] = /<a href="https:\/\/traces\.example([^"]*)"/.exec(WAYS_IN) ?? []
  expect(landing(href)).toMatch(/^\/trace\/[0-9a-f]{32}\?span=[0-9a-f]{16}$/)
})

test('the configuration for other tools is JSON where it says so', () => {
  const blocks = [...WAYS_IN.matchAll(/```json\n([\s\S]*?)```/g)].map(([, json]) => json)
  expect(blocks.map((json) => Object.keys(JSON.parse(json) as object)[0])).toEqual([
    'linkPatterns',
    'title',
  ])
})
