import { joinBytes } from '../../base/join-bytes.ts'
import type { SpanBatch } from '../../model/span-batch.ts'
import { decodeProto } from '../../otlp/decode-proto.ts'
import { BYTES, MalformedProtobuf, ProtoReader } from '../../otlp/proto-reader.ts'
import { SourceError } from '../source.ts'
import type { Findings } from './decoded-file.ts'

/** Each record of the collector's file exporter stands behind its length, big-endian. */
export const LENGTH_BYTES = 4

/** A record of a file, `[from, to)`; `cut`: the file ends before it does. */
export interface Frame {
  /** Counts from 1. */
  readonly number: number
  readonly from: number
  readonly to: number
  readonly cut: boolean
}

/** Shorter than any record with a span in it, whose ids alone have 24 bytes. */
const SHORT_RECORD = 24
/** So many that are shorter on average are no records: a list of them would be larger than the file. */
const MANY_RECORDS = 1000

/**
 * The records of a file in which each stands behind its length; null when the bytes are nothing like it: a record is empty,
 * or not even the first is whole, or there are very many very short ones.
 */
export function framesOf(bytes: Uint8Array): Frame[] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const frames: Frame[] = []
  for (let at = 0; at < bytes.length;) {
    const from = at + LENGTH_BYTES
    const length = from <= bytes.length ? view.getUint32(at) : Infinity
    const cut = from + length > bytes.length
    if (length === 0 || (cut && frames.length === 0)) return null
    frames.push({
      number: frames.length + 1,
      from: Math.min(from, bytes.length),
      to: Math.min(from + length, bytes.length),
      cut,
    })
    at = from + length
    if (frames.length > MANY_RECORDS && at < frames.length * SHORT_RECORD) return null
  }
  return frames.length === 0 ? null : frames
}

/**
 * Whether the bytes are TracesData, perhaps cut off: they begin with a whole field 1. Its tag is a line break, so a text
 * that begins with one must be a message to its last byte to count as one.
 */
export function isTracesData(bytes: Uint8Array): boolean {
  const first = fieldsOf(bytes).next()
  if (first.done || first.value.field !== RESOURCE_SPANS || first.value.cut) return false
  const begin = bytes.find((byte) => byte > SPACE)
  if (begin !== BRACE && begin !== BRACKET) return true
  for (const { cut } of fieldsOf(bytes)) if (cut) return false
  return true
}

const SPACE = 0x20
export const BRACE = 0x7b
export const BRACKET = 0x5b
const RESOURCE_SPANS = 1

/** The top-level fields of a message, each with its tag. Where it breaks off, or is none, one that is cut ends the list. */
function* fieldsOf(bytes: Uint8Array): Generator<Frame & { readonly field: number }, void> {
  const reader = new ProtoReader(bytes)
  let number = 0
  while (reader.pos < bytes.length) {
    const from = reader.pos
    let cut = false
    try {
      reader.next(bytes.length)
      if (reader.field === RESOURCE_SPANS) reader.expect(BYTES)
      reader.skip(bytes.length)
    } catch (error) {
      if (!(error instanceof MalformedProtobuf)) throw error
      cut = true
    }
    yield { number: ++number, from, to: cut ? bytes.length : reader.pos, cut, field: reader.field }
    if (cut) return
  }
}

/** A piece of the file that is a protobuf message by itself. */
interface ProtoRecord {
  readonly bytes: Uint8Array
  readonly where: string
  /** The path of its ResourceSpans number `index`. */
  readonly pathOf: (index: number) => string
}

/** A bare protobuf document: each ResourceSpans counts as a record. @throws SourceError `malformed` when none can be read */
export function* decodeBareProto(bytes: Uint8Array, findings: Findings): Generator<void> {
  let whole = bytes
  for (const { from, cut } of fieldsOf(bytes)) {
    if (!cut) continue
    findings.note(`byte ${from}`, CUT_OFF)
    whole = bytes.subarray(0, from)
  }
  function* records(): Generator<ProtoRecord> {
    let i = 0
    for (const { from, to, field } of fieldsOf(whole)) {
      if (field !== RESOURCE_SPANS) continue
      const where = `resourceSpans[${i++}]`
      yield { bytes: whole.subarray(from, to), where, pathOf: () => where }
    }
  }
  yield* decodeRecords(records, findings, whole)
}

/** Protobuf records behind their lengths. @throws SourceError `malformed` when none of them can be read */
export function* decodeFramedProto(
  bytes: Uint8Array,
  frames: readonly Frame[],
  findings: Findings,
): Generator<void> {
  const records = frames.map(({ from, to, number }): ProtoRecord => {
    const where = `record ${number}`
    const pathOf = (index: number) => `${where}: resourceSpans[${index}]`
    return { bytes: bytes.subarray(from, to), where, pathOf }
  })
  if (frames.at(-1)?.cut) findings.note(records.pop()?.where ?? '', CUT_OFF)
  yield* decodeRecords(() => records, findings, joinBytes(records.map(({ bytes }) => bytes)))
}

const CUT_OFF = 'the file is cut off here; what follows is left out'

/**
 * Messages one after the other are one message, so all are decoded at once, as `joined`; only if that fails are they tried
 * one by one. They are made when they are looked at: there may be as many as a few bytes each.
 */
function* decodeRecords(
  records: () => Iterable<ProtoRecord>,
  findings: Findings,
  joined: Uint8Array,
): Generator<void> {
  let sound = records
  let batch = tryDecode(joined)
  if (batch instanceof MalformedProtobuf) {
    const readable: ProtoRecord[] = []
    for (const record of records()) {
      const alone = tryDecode(record.bytes)
      if (!(alone instanceof MalformedProtobuf)) readable.push(record)
      else if (findings.givenUp(record.where)) break
      else findings.bad(record.where, alone.message)
      yield
    }
    if (readable.length === 0) {
      throw new SourceError('malformed', `Not a trace file: ${batch.message}.`)
    }
    sound = () => readable
    batch = decodeProto(joinBytes(readable.map(({ bytes }) => bytes)))
  }
  // In the order of the document, as its notes are.
  const paths = pathsOf(sound())
  let [at, known] = [-1, '']
  findings.add('OTLP', batch, (path) => {
    const [, r, rest] = /^resourceSpans\[(\d+)\](.*)$/s.exec(path) ?? []
    if (r === undefined) return path
    for (; at < Number(r); at++) known = paths.next().value ?? path
    return `${known}${rest}`
  })
}

/** Where each ResourceSpans of the records stands. */
function* pathsOf(records: Iterable<ProtoRecord>): Generator<string, undefined> {
  for (const { bytes, pathOf } of records) {
    let i = 0
    for (const { field } of fieldsOf(bytes)) if (field === RESOURCE_SPANS) yield pathOf(i++)
  }
}

function tryDecode(bytes: Uint8Array): SpanBatch | MalformedProtobuf {
  try {
    return decodeProto(bytes)
  } catch (error) {
    if (error instanceof MalformedProtobuf) return error
    throw error
  }
}
