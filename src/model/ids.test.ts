import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { base64Of } from '../base/base64.ts'
import { bytesFromHex } from '../base/hex.ts'
import { arbitrarySpanId, arbitraryTraceId } from '../testing/arbitrary-span.ts'
import {
  SPAN_ID_BYTES,
  TRACE_ID_BYTES,
  idBytesFromJson,
  parseSpanId,
  parseSpanRef,
  parseTraceId,
  refOfKey,
  sameRef,
  spanIdAt,
  spanKey,
  traceIdAt,
} from './ids.ts'

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736'
const SPAN = '00f067aa0ba902b7'

describe('parsing', () => {
  test('an id is itself, whatever its case', () => {
    fc.assert(
      fc.property(arbitraryTraceId, arbitrarySpanId, (traceId, spanId) => {
        expect(parseTraceId(traceId.toUpperCase())).toBe(traceId)
        expect(parseSpanId(spanId.toUpperCase())).toBe(spanId)
      }),
    )
  })

  test('a short id is padded on the left', () => {
    expect(parseTraceId('A3')).toBe('a3'.padStart(32, '0'))
    expect(parseSpanId('f067aa0ba902b7')).toBe(SPAN)
  })

  test.each([
    '',
    '0',
    '0'.repeat(32),
    `${TRACE}0`,
    `0${TRACE}`,
    ' a',
    'a\n',
    '0x1',
    'g',
    '-1',
    'а',
  ])('%j is no trace id', (text) => {
    expect(parseTraceId(text)).toBeNull()
  })

  test.each(['', '0000000000000000', `${SPAN}0`, '%', '__proto__'])('%j is no span id', (text) => {
    expect(parseSpanId(text)).toBeNull()
  })

  test('a reference needs both', () => {
    expect(parseSpanRef(TRACE, SPAN)).toEqual({ traceId: TRACE, spanId: SPAN })
    expect(parseSpanRef(TRACE, '0')).toBeNull()
    expect(parseSpanRef('', SPAN)).toBeNull()
  })
})

test('a key stands for its reference and no other', () => {
  const ref = fc.record({ traceId: arbitraryTraceId, spanId: arbitrarySpanId })
  fc.assert(
    fc.property(ref, ref, (a, b) => {
      expect(refOfKey(spanKey(a))).toEqual(a)
      expect(spanKey(a) === spanKey(b)).toBe(sameRef(a, b))
    }),
  )
  expect(
    sameRef(refOfKey(spanKey({ ...parseSpanRef(TRACE, SPAN)! })), parseSpanRef(TRACE, SPAN)!),
  ).toBe(true)
})

test('ids are read from their row of a column', () => {
  const column = bytesFromHex('00'.repeat(16) + TRACE) ?? new Uint8Array()
  expect(traceIdAt(column, 1)).toBe(TRACE)
  expect(spanIdAt(column, 3)).toBe(TRACE.slice(16))
})

describe('an id in JSON', () => {
  test('is hex or base64, standard or URL-safe, padded or not', () => {
    for (const size of [TRACE_ID_BYTES, SPAN_ID_BYTES]) {
      fc.assert(
        fc.property(fc.uint8Array({ minLength: size, maxLength: size }), (bytes) => {
          const base64 = base64Of(bytes)
          const hex = Buffer.from(bytes).toString('hex')
          for (const text of [
            hex,
            hex.toUpperCase(),
            base64,
            base64.replaceAll('=', ''),
            base64.replaceAll('+', '-').replaceAll('/', '_'),
          ]) {
            expect(idBytesFromJson(text, size)).toEqual(bytes)
          }
        }),
      )
    }
  })

  test.each(['', TRACE, SPAN.slice(1), `${SPAN}0`, 'zzzzzzzzzzzzzzzz', '!', `${SPAN}==`])(
    '%j is no span id',
    (text) => {
      expect(idBytesFromJson(text, SPAN_ID_BYTES)).toBeNull()
    },
  )
})
