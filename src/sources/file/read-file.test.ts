import { Duplex } from 'node:stream'
import { createGunzip, createZstdDecompress, gzipSync, zstdCompressSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { jsonOf, protoOf } from '../../testing/documents.ts'
import { draw } from '../../testing/trace-notation.ts'
import type { Decompressor } from './decompress.ts'
import { type FileLike, type ReadFileOptions, readFile } from './read-file.ts'

const { spans } = draw(`
  trace t
  0-100 jobs batch -> u/request
    10-20 db select
    20-30 db update
`)
const { signal } = new AbortController()
const lines = new TextEncoder().encode(spans.map((span) => jsonOf([span])).join('\n'))

const fileOf = (bytes: Uint8Array): FileLike =>
  new File([bytes as Uint8Array<ArrayBuffer>], 'traces.bin')
const read = (bytes: Uint8Array, options: Partial<ReadFileOptions> = {}) =>
  readFile(fileOf(bytes), { signal, ...options })

/** Node's own decompressors, with zstd, in the shape of the web's. */
function nodeDecompressor(format: 'gzip' | 'zstd'): Decompressor {
  const transform = format === 'gzip' ? createGunzip() : createZstdDecompress()
  return Duplex.toWeb(transform) as unknown as Decompressor
}

/** Each behind its length, as the collector's file exporter writes them. */
function framed(records: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(
    records.flatMap((record) => {
      const length = Buffer.alloc(4)
      length.writeUInt32BE(record.length)
      return [length, record]
    }),
  )
}

describe('a file is read', () => {
  test('as it is', async () => {
    const file = await read(lines)
    expect(file).toMatchObject({ name: 'traces.bin', size: lines.length, notes: [] })
    expect(file.batch.length).toBe(3)
  })

  test('out of gzip, whatever its name says', async () => {
    const file = await read(gzipSync(lines))
    expect(file).toMatchObject({ size: lines.length, notes: [] })
    expect(file.batch.length).toBe(3)
  })

  test('out of zstd, where there is a decompressor for it', async () => {
    const packed = zstdCompressSync(lines)
    const file = await read(packed, { decompressor: nodeDecompressor })
    expect(file.batch.length).toBe(3)
  })

  test.each([
    ['protobuf', (span: (typeof spans)[number]) => protoOf([span])],
    ['JSON', (span: (typeof spans)[number]) => new TextEncoder().encode(jsonOf([span]))],
  ])('out of %s records that are each compressed', async (_, encode) => {
    const records = spans.map((span) => zstdCompressSync(encode(span)))
    const file = await read(framed(records), { decompressor: nodeDecompressor })
    expect(file.batch.length).toBe(3)
    expect(file.notes).toEqual([])
  })
})

describe('a file is refused', () => {
  test('with what to do, for zstd where the platform has none', async () => {
    await expect(read(zstdCompressSync(lines))).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringContaining('Decompress the file first'),
    })
  })

  test('when it is too large, compressed or not, before all of it is in memory', async () => {
    const bomb = gzipSync(new Uint8Array(50_000_000))
    expect(bomb.length).toBeLessThan(100_000)
    const options = { maxBytes: 1_000_000 }
    await expect(read(bomb, options)).rejects.toMatchObject({ code: 'tooLarge' })
    await expect(read(new Uint8Array(1_000_001), options)).rejects.toMatchObject({
      code: 'tooLarge',
    })
    const records = framed([zstdCompressSync(new Uint8Array(5_000_000))])
    await expect(
      read(records, { ...options, decompressor: nodeDecompressor }),
    ).rejects.toMatchObject({ code: 'tooLarge' })
  })

  test('when nothing in it can be decompressed', async () => {
    const broken = gzipSync(lines).fill(0xff, 12)
    await expect(read(broken)).rejects.toMatchObject({ code: 'malformed' })
  })

  test('when it can’t be read from the disk', async () => {
    const stream = () =>
      new ReadableStream<Uint8Array>({ pull: (c) => c.error(new Error('the file has changed')) })
    await expect(readFile({ name: 'gone', stream }, { signal })).rejects.toMatchObject({
      code: 'unreachable',
      message: 'The file can’t be read: the file has changed.',
    })
  })
})

test('of a compressed file that breaks off what came before is read, with a note', async () => {
  const random = Array.from({ length: 4000 }, (_, i) => String.fromCodePoint(97 + ((i * i) % 26)))
  const long = { ...spans[0], statusMessage: random.join('') }
  const text = Array.from({ length: 400 }, () => jsonOf([long])).join('\n')
  const packed = gzipSync(text, { level: 0 })
  const file = await read(packed.subarray(0, packed.length / 2))
  expect(file.batch.length).toBeGreaterThan(10)
  expect(file.notes[0]).toMatchObject({ message: expect.stringContaining('breaks off') })
})

test('of compressed records one that is broken is counted and listed, the rest is read', async () => {
  const records = spans.map((span) => zstdCompressSync(protoOf([span])))
  records[1].fill(0, 6)
  const file = await read(framed(records), { decompressor: nodeDecompressor })
  expect(file.batch.length).toBe(2)
  expect(file).toMatchObject({ badRecords: 1, notes: [{ path: 'record 2' }] })
})

test('an abort ends the reading', async () => {
  await expect(read(lines, { signal: AbortSignal.abort() })).rejects.toThrow('abort')
})
