import { MalformedJson, parseExactJson } from '../../otlp/parse-json.ts'
import { SourceError } from '../source.ts'
import { ZSTD, startsWith } from './decompress.ts'
import { type DecodedFile, Findings } from './decoded-file.ts'
import { JsonRecords, decodeText } from './json-records.ts'
import { otherFormat } from './other-formats.ts'
import {
  BRACE,
  type Frame,
  decodeBareProto,
  decodeFramedProto,
  framesOf,
  isTracesData,
} from './proto-records.ts'

/**
 * Decodes one file, decompressed, whatever its format; yields now and then. What can't be read is listed, the rest is taken.
 * @throws SourceError `malformed` when nothing in it can be read
 */
export function* decodeFile(name: string, bytes: Uint8Array): Generator<void, DecodedFile> {
  if (bytes.length === 0) throw new SourceError('malformed', 'The file is empty.')
  const other = otherFormat(bytes)
  if (other !== null) throw new SourceError('malformed', `Not a trace file, but ${other}.`)
  const findings = new Findings()
  const frames = framesOf(bytes)?.filter((frame) => {
    const packed = startsWith(bytes.subarray(frame.from, frame.to), ZSTD)
    if (packed) findings.bad(`record ${frame.number}`, 'zstd data that can’t be decompressed')
    return !packed
  })
  if (isTracesData(bytes)) yield* decodeBareProto(bytes, findings)
  else if (!frames || frames.length === 0) yield* decodeText(bytes, findings)
  else if (bytes[frames[0].from] === BRACE) yield* decodeFramedJson(bytes, frames, findings)
  else yield* decodeFramedProto(bytes, frames, findings)
  return findings.finish(name, bytes.length, digestOf(bytes))
}

/** JSON documents behind their lengths: what a collector's compressed JSON is when it is decompressed. */
function* decodeFramedJson(
  bytes: Uint8Array,
  frames: readonly Frame[],
  findings: Findings,
): Generator<void> {
  const records = new JsonRecords(findings)
  const decoder = new TextDecoder()
  for (const { number, from, to, cut } of frames) {
    const where = `record ${number}`
    if (cut) findings.note(where, 'the last record is cut off, and left out')
    else {
      const text = decoder.decode(bytes.subarray(from, to))
      try {
        records.add(parseExactJson(text), where, text.length)
      } catch (error) {
        if (!(error instanceof MalformedJson)) throw error
        if (findings.givenUp(where)) break
        findings.bad(where, `not JSON: ${error.message}`)
      }
    }
    yield
  }
  records.flush()
}

/** FNV-1a, to order files of one name by their content; nothing relies on it being hard to forge. */
function digestOf(bytes: Uint8Array): number {
  let hash = 0x811c9dc5
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193)
  return hash >>> 0
}
