import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { atOnce } from '../../base/slices.ts'
import type { Span } from '../../model/span.ts'
import { buildTrace, groupByTrace } from '../../model/trace-builder.ts'
import { tracesToJson } from '../../otlp/json-span.ts'
import { checkBuilt } from '../../testing/check-table.ts'
import { protoOf } from '../../testing/documents.ts'
import { jaegerJson } from '../../testing/jaeger-json.ts'
import { signozV1Json } from '../../testing/signoz-json.ts'
import { draw } from '../../testing/trace-notation.ts'
import { zipkinJson } from '../../testing/zipkin-json.ts'
import { SourceError } from '../source.ts'
import { decodeFile } from './decode-file.ts'
import type { DecodedFile } from './decoded-file.ts'

const { spans } = draw(`
  trace batch
  0-100 jobs batch consumer size=2 -> a/request(order.id=7)
    10-20 db select client !error
  trace a
  0-10 shop request
`)
const [batch, select, request] = spans

const utf8 = (text: string) => new TextEncoder().encode(text)
const decode = (bytes: Uint8Array) => atOnce(decodeFile('file', bytes))
const decodeText = (text: string) => decode(utf8(text))
const line = (...some: Span[]) => JSON.stringify(tracesToJson(some))
const names = ({ batch }: DecodedFile) => Array.from(batch.name, (i) => batch.strings[i])

function refused(bytes: Uint8Array): string {
  try {
    decode(bytes)
  } catch (error) {
    if (error instanceof SourceError && error.code === 'malformed') return error.message
    throw error
  }
  throw new Error('the file was not refused')
}

describe('JSON lines', () => {
  test('are read in their order, blank ones passed over', () => {
    const file = decodeText(`${line(batch)}\n\n  \r\n${line(select)}\r\n${line(request)}\n`)
    expect(names(file)).toEqual(['batch', 'select', 'request'])
    expect(file.notes).toEqual([])
  })

  test('of metrics and logs are skipped and counted', () => {
    const file = decodeText(`{"resourceMetrics":[]}\n${line(batch)}\n{"resourceLogs":[{}]}\n{}`)
    expect(names(file)).toEqual(['batch'])
    expect(file).toMatchObject({ skippedRecords: 3, badRecords: 0, notes: [] })
  })

  test('that are broken are counted and listed with their number, the rest is read', () => {
    const file = decodeText(`{"resour\n${line(batch)}\nnull\n{"a":1}\n${line(select)}\n`)
    expect(names(file)).toEqual(['batch', 'select'])
    expect(file.badRecords).toBe(3)
    expect(file.notes.map(({ path }) => path)).toEqual(['line 1', 'line 3', 'line 4'])
    expect(file.notes[0].message).toMatch(/^not JSON: /)
  })

  test('may end in one that is cut off, which costs no other', () => {
    const file = decodeText(`${line(batch)}\n${line(select).slice(0, -9)}`)
    expect(names(file)).toEqual(['batch'])
    expect(file.badRecords).toBe(0)
    expect(file.notes).toEqual([
      { path: 'line 2', message: 'the last line is cut off, and left out' },
    ])
  })

  test('name the line of a span that is no span', () => {
    const broken = line(select).replace(select.ref.spanId, 'xyz')
    const file = decodeText(`${line(batch)}\n${broken}\n${JSON.stringify(zipkinJson([request]))}`)
    expect(names(file)).toEqual(['batch', 'request'])
    expect(file.rejectedSpans).toBe(1)
    expect(file.notes).toEqual([
      {
        path: 'line 2: resourceSpans[0].scopeSpans[0].spans[0]',
        message: 'span id "xyz" is not 16 hex digits or is zero',
      },
    ])
  })

  test('may be of different formats', () => {
    const lines = [
      line(batch),
      JSON.stringify(jaegerJson([select])),
      JSON.stringify(zipkinJson([request])[0]),
    ]
    const file = decodeText(lines.join('\n'))
    expect(file.formats).toEqual(['Jaeger', 'OTLP', 'Zipkin'])
    expect(names(file).toSorted()).toEqual(['batch', 'request', 'select'])
  })

  test('of more than a batch holds give every span, with its own line', () => {
    const many = Array.from({ length: 9000 }, () => line(batch))
    many[8998] = '{'
    const file = decodeText(many.join('\n'))
    expect(file.batch.length).toBe(8999)
    expect(file.notes.map(({ path }) => path)).toEqual(['line 8999'])
  })
})

describe('a JSON document', () => {
  test('may be indented, and begin with a byte order mark', () => {
    const indented = JSON.stringify(tracesToJson([batch]), null, 2)
    expect(names(decodeText(`\ufeff${indented}\n`))).toEqual(['batch'])
    expect(names(decodeText(`\n\n  ${indented}`))).toEqual(['batch'])
  })

  test('keeps 64-bit integers that are written as numbers', () => {
    const exact = line(batch).replace('"intValue":"2"', '"intValue":9223372036854775807')
    expect(decodeText(exact).batch.span(0).attributes[0].value).toBe(2n ** 63n - 1n)
  })

  test.each([
    ['', 'The file is empty.'],
    [' \n ', 'The file is empty.'],
    ['hello', 'Not a trace file: it is text, neither JSON nor OTLP protobuf.'],
    ['\u0001\u0000\u0002', 'Not a trace file: it is binary data of a kind'],
    ['PK\u0003\u0004…', 'Not a trace file, but a ZIP archive: unpack it'],
    [`${'orders.json'.padEnd(257, '\u0000')}ustar`, 'Not a trace file, but a tar archive'],
    ['<!doctype html><title>Sign in</title>', 'Not a trace file, but a web page.'],
    ['{"resourceSpans":[', 'Not a trace file: it is not JSON'],
    ['{"resourceSpans":{}}', 'Not a trace file: resourceSpans is not a list.'],
    ['{"a":1}', 'Not a trace file: it is none of OTLP JSON'],
    ['42', 'Not a trace file: it is neither an object nor a list.'],
    ['[[[[{"resourceSpans":[]}]]]]', 'Not a trace file: lists nest too deep.'],
  ])('that is no trace file is refused: %j', (text, message) => {
    expect(refused(utf8(text))).toContain(message)
  })

  test('without a span is an empty file, not an error', () => {
    for (const text of [
      '{"resourceSpans":[]}',
      '[]',
      '{"trace":{}}',
      '{"data":[{"traceID":"a","spans":[]}]}',
    ]) {
      expect(decodeText(text).batch.length).toBe(0)
    }
  })
})

/** Records behind their lengths, as the collector's file exporter writes them. */
function framed(...records: Uint8Array[]): Uint8Array {
  return Uint8Array.from(
    records.flatMap((record) => {
      const length = new DataView(new ArrayBuffer(4))
      length.setUint32(0, record.length)
      return [...new Uint8Array(length.buffer), ...record]
    }),
  )
}

describe('protobuf', () => {
  const records = [protoOf([batch]), protoOf([select, request])]

  test('is read bare and behind lengths', () => {
    expect(names(decode(protoOf(spans)))).toEqual(['batch', 'select', 'request'])
    const file = decode(framed(...records))
    expect(names(file)).toEqual(['batch', 'select', 'request'])
    expect(file).toMatchObject({ formats: ['OTLP'], badRecords: 0, notes: [] })
  })

  test('is not taken for a text when its first length is the code of a brace', () => {
    const [brace, bracket] = [0x7b, 0x5b].map((length) => {
      const resource = { ...batch.resource, attributes: [] }
      const short = { ...batch, resource, links: [], attributes: [], name: '' }
      const missing = length - (protoOf([short]).length - 2)
      return protoOf([{ ...short, name: 'x'.repeat(missing - 2) }])
    })
    expect([brace[1], bracket[1]]).toEqual([0x7b, 0x5b])
    expect(decode(brace).batch.length).toBe(1)
    expect(decode(bracket).batch.length).toBe(1)
  })

  test('that is cut off gives what is whole, and a note', () => {
    const bare = decode(protoOf(spans).slice(0, -5))
    expect(names(bare)).toEqual(['batch', 'select'])
    expect(bare.notes).toMatchObject([{ message: expect.stringContaining('cut off') }])
    const behindLengths = decode(framed(...records).slice(0, -5))
    expect(names(behindLengths)).toEqual(['batch'])
    expect(behindLengths.notes).toMatchObject([{ path: 'record 2' }])
  })

  test('records that are broken are counted and listed with their number, the rest is read', () => {
    const broken = protoOf([select])
    broken[2] = 0xff
    const file = decode(framed(protoOf([batch]), broken, protoOf([request])))
    expect(names(file)).toEqual(['batch', 'request'])
    expect(file.badRecords).toBe(1)
    expect(file.notes).toMatchObject([{ path: 'record 2' }])
  })

  test('names the record of a span that is no span', () => {
    const broken = protoOf([select])
    const id = Buffer.from(broken).indexOf(Buffer.from(select.ref.traceId, 'hex'))
    broken.fill(0, id, id + 16)
    const file = decode(framed(protoOf([batch]), broken, protoOf([request])))
    expect(names(file)).toEqual(['batch', 'request'])
    expect(file.rejectedSpans).toBe(1)
    expect(file.notes).toEqual([
      {
        path: 'record 2: resourceSpans[0].scopeSpans[0].spans[0]',
        message: 'trace id is missing, zero or not 16 bytes',
      },
    ])
  })

  test('JSON stands behind lengths too', () => {
    const file = decode(framed(utf8(line(batch)), utf8('{"resourceMetrics":[]}'), utf8('{oops')))
    expect(names(file)).toEqual(['batch'])
    expect(file).toMatchObject({ skippedRecords: 1, badRecords: 1, notes: [{ path: 'record 3' }] })
  })
})

/** A text with the value of one member, chosen by `seed`, replaced; without it for undefined. */
function mutated(text: string, seed: number, value: unknown): string {
  let count = 0
  JSON.parse(text, (_key, member: unknown) => (count++, member))
  let at = seed % count
  return (
    JSON.stringify(JSON.parse(text, (_key, member: unknown) => (at-- === 0 ? value : member))) ??
    'null'
  )
}

const odd = fc.oneof(
  fc.constantFrom<unknown>(undefined, null, 0, -1, 1.5, 1e300, 2 ** 53, '', 'x', '\ud800', true),
  fc.constantFrom<unknown>(
    [],
    [[]],
    {},
    [null],
    [{}],
    '__proto__',
    '9'.repeat(40),
    'a'.repeat(5000),
  ),
  fc.jsonValue(),
)

describe('whatever a file holds, spans come out, or one typed error', () => {
  function survives(bytes: Uint8Array): void {
    let file: DecodedFile
    try {
      file = decode(bytes)
    } catch (error) {
      if (error instanceof SourceError && error.code === 'malformed') return
      throw error
    }
    const { batch, rejectedSpans, badRecords, notes } = file
    if (rejectedSpans + badRecords > 0) expect(notes.length).toBeGreaterThan(0)
    for (let i = 0; i < batch.length; i++) batch.span(i)
    for (const [traceId, indices] of groupByTrace(batch)) {
      checkBuilt(buildTrace(batch, traceId, indices), batch)
    }
  }

  test.each<[string, string]>([
    ['OTLP', line(...spans)],
    ['Tempo', JSON.stringify({ trace: tracesToJson(spans), status: 'PARTIAL' })],
    ['Jaeger', JSON.stringify(jaegerJson(spans))],
    ['Zipkin', JSON.stringify(zipkinJson(spans))],
    ['SigNoz', JSON.stringify(signozV1Json(spans))],
  ])('%s JSON with other values in it', (_, document) => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(), odd), { minLength: 1, maxLength: 4 }), (changes) => {
        let text = document
        for (const [seed, value] of changes) text = mutated(text, seed, value)
        survives(utf8(text))
        survives(utf8(`${text}\n${document}\n${text.slice(0, text.length / 2)}`))
      }),
      { numRuns: 150 },
    )
  })

  test('bytes changed and cut, in every encoding', () => {
    const documents = [
      utf8(line(...spans)),
      protoOf(spans),
      framed(protoOf([batch]), protoOf([select, request])),
      utf8(JSON.stringify(zipkinJson(spans))),
    ]
    const change = fc.tuple(fc.nat(), fc.nat(255))
    fc.assert(
      fc.property(
        fc.constantFrom(...documents),
        fc.array(change, { maxLength: 5 }),
        fc.option(fc.nat()),
        (document, changes, cut) => {
          const bytes = document.slice()
          for (const [at, byte] of changes) bytes[at % bytes.length] = byte
          survives(cut === null ? bytes : bytes.subarray(0, cut % bytes.length))
        },
      ),
      { numRuns: 400 },
    )
  })

  test('any bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 80 }), survives), { numRuns: 400 })
  })
})
