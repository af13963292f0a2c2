import { describe, expect, test } from 'vitest'
import { draw } from '../testing/trace-notation.ts'
import { jsonOf } from '../testing/documents.ts'
import { decodeJson } from './decode-json.ts'
import { decodeProto } from './decode-proto.ts'
import { MalformedJson } from './parse-json.ts'

/** Documents of nothing but empty parts, of which each becomes far more memory than it is bytes. */

const IDS = [0x0a, 16, ...Array<number>(16).fill(1), 0x12, 8, ...Array<number>(8).fill(2)]

function message(tag: number, body: Uint8Array): Uint8Array {
  const length = [
    (body.length & 0x7f) | 0x80,
    ((body.length >> 7) & 0x7f) | 0x80,
    body.length >> 14,
  ]
  return Uint8Array.from([tag, ...length, ...body])
}

/** A document with one span that has so many of an empty part. */
function spanWith(count: number, tag: number): Uint8Array {
  const parts = Array.from({ length: count }, () => [tag, 0]).flat()
  const span = message(0x12, Uint8Array.from([...IDS, ...parts]))
  return message(0x0a, message(0x12, span))
}

describe('of a span with empty parts in protobuf', () => {
  test.each([
    ['attributes', 0x4a],
    ['events', 0x5a],
    ['links', 0x6a],
  ])('a few %s are taken as they are, thousands are refused with a note', (_, tag) => {
    expect(decodeProto(spanWith(20, tag))).toMatchObject({ length: 1, rejected: 0 })
    const batch = decodeProto(spanWith(5000, tag))
    expect(batch).toMatchObject({ length: 0, rejected: 1 })
    expect(batch.notes[0].message).toMatch(/without anything in them/)
    expect(batch.linkTraceIds.length).toBeLessThan(5000)
  })
})

test('groups and scopes without spans leave the paths of what follows as they are', () => {
  const empty = Uint8Array.of(0x0a, 0x00, 0x0a, 0x02, 0x12, 0x00)
  const broken = message(0x0a, message(0x12, Uint8Array.of(0x12, 0x00)))
  const batch = decodeProto(Uint8Array.from([...empty, ...broken]))
  expect(batch.notes.map(({ path }) => path)).toEqual(['resourceSpans[2].scopeSpans[0].spans[0]'])
})

test('a megabyte of brackets is no JSON document, and one with text between them is', () => {
  const hollow = `{"resourceSpans":[${'{},'.repeat(400_000)}{}]}`
  expect(() => decodeJson(hollow)).toThrow(MalformedJson)
  const { spans } = draw(`
    trace a
    0-10 shop receive
  `)
  const many = jsonOf(Array.from({ length: 6000 }, () => spans[0]))
  expect(many.length).toBeGreaterThan(1_000_000)
  expect(decodeJson(many).length).toBe(6000)
})
