import { MalformedJson, parseExactJson } from '../../otlp/parse-json.ts'
import { SourceError } from '../source.ts'
import type { Findings } from './decoded-file.ts'
import { type Family, recognise } from './families.ts'
import { BRACE, BRACKET } from './proto-records.ts'

/** Lists of documents may nest once: a list of answers, each a list of spans. */
const MAX_LISTS = 2
/** Pending parts are decoded together once their text is so long: one batch a line would cost more than its spans. */
const FLUSH_CHARACTERS = 4_000_000

interface Part {
  readonly value: unknown
  /** Where its document is in the file; empty when the file is one document. */
  readonly where: string
  /** Its index in that document. */
  readonly index: number
}

/** JSON documents of a file, in any mix of families. */
export class JsonRecords {
  readonly #findings: Findings
  readonly #pending = new Map<Family, Part[]>()
  #characters = 0
  /** Documents of families that we know, those without traces included. */
  recognised = 0

  constructor(findings: Findings) {
    this.#findings = findings
  }

  /** Takes a document; `characters` is the length of its text. */
  add(document: unknown, where: string, characters: number): void {
    this.#take(document, where, 0)
    this.#characters += characters
    if (this.#characters > FLUSH_CHARACTERS) this.flush()
  }

  #take(document: unknown, where: string, lists: number): void {
    const found = recognise(document)
    if (found.as === 'traces' || found.as === 'no traces') this.recognised++
    switch (found.as) {
      case 'traces': {
        const parts = this.#pending.get(found.family) ?? []
        this.#pending.set(found.family, parts)
        if (found.missing !== null) this.#findings.note(where, found.missing)
        for (const [index, value] of found.parts.entries()) parts.push({ value, where, index })
        break
      }
      case 'list':
        if (lists === MAX_LISTS) this.#findings.bad(where, 'lists nest too deep')
        else {
          for (const [i, item] of found.documents.entries()) {
            this.#take(item, `${where}[${i}]`, lists + 1)
          }
        }
        break
      case 'no traces':
        this.#findings.skippedRecords++
        break
      case 'unknown':
        this.#findings.bad(where, found.why)
        break
    }
  }

  /** Decodes what is pending. */
  flush(): void {
    for (const [family, parts] of this.#pending) {
      const batch = family.decode(parts.map((part) => part.value))
      this.#findings.add(family.format, batch, (path) => pathInFile(path, family, parts))
    }
    this.#pending.clear()
    this.#characters = 0
  }
}

/** `resourceSpans[7].scopeSpans[0]` of parts decoded together, as it stands in the file. */
function pathInFile(path: string, { root }: Family, parts: readonly Part[]): string {
  const [, at, rest] = /^[^[]*\[(\d+)\](.*)$/s.exec(path) ?? []
  const part = at === undefined ? undefined : parts[Number(at)]
  if (!part) return path
  return `${part.where === '' ? '' : `${part.where}: `}${root}[${part.index}]${rest}`
}

/**
 * A text file: one JSON document, or one on each line. Lines that can't be read are listed and left out.
 * @throws SourceError `malformed` when no document is in it
 */
export function* decodeText(bytes: Uint8Array, findings: Findings): Generator<void> {
  const records = new JsonRecords(findings)
  const decoder = new TextDecoder()
  const lines = linesOf(bytes)
  const first = lines.next()
  if (first.done) throw new SourceError('malformed', 'The file is empty.')

  let document = parsed(decoder.decode(first.value.bytes))
  if (!(document instanceof MalformedJson)) {
    yield* decodeLines(bytes, records, findings, document)
  } else {
    // A document on several lines; or lines, of which the first is broken.
    const text = decoder.decode(bytes)
    document = parsed(text)
    yield
    if (document instanceof MalformedJson) yield* decodeLines(bytes, records, findings)
    else records.add(document, '', text.length)
  }
  yield
  records.flush()
  if (records.recognised > 0) return
  const why =
    document instanceof MalformedJson ? notJson(bytes, document) : findings.notes[0]?.message
  throw new SourceError('malformed', `Not a trace file: ${why}.`)
}

/** A text without a bracket at its beginning never was JSON; the words of the parser would help nobody. */
function notJson(bytes: Uint8Array, { message }: MalformedJson): string {
  const begin = bytes.find((byte) => byte > 0x20)
  if (begin === BRACE || begin === BRACKET) return `it is not JSON: ${message}`
  const what = bytes.includes(0) ? 'binary data of a kind that is not known here' : 'text'
  return `it is ${what}, neither JSON nor OTLP protobuf`
}

/** `first`: the document of the first line, if it was read already. */
function* decodeLines(
  bytes: Uint8Array,
  records: JsonRecords,
  findings: Findings,
  first?: unknown,
): Generator<void> {
  const decoder = new TextDecoder()
  let known = first
  let done = 0
  for (const line of linesOf(bytes)) {
    const text = decoder.decode(line.bytes)
    const value = known ?? parsed(text)
    known = undefined
    const where = line.only ? '' : `line ${line.number}`
    if (!(value instanceof MalformedJson)) records.add(value, where, text.length)
    else if (findings.givenUp(where)) return
    else if (line.cut && records.recognised > 0) {
      findings.note(where, 'the last line is cut off, and left out')
    } else findings.bad(where, `not JSON: ${value.message}`)
    done += line.bytes.length
    if (done > SLICE_BYTES) {
      done = 0
      yield
    }
  }
}

const SLICE_BYTES = 500_000
const NEWLINE = 0x0a

interface Line {
  readonly bytes: Uint8Array
  /** Counts from 1. */
  readonly number: number
  /** The last one, without a line break at its end. */
  readonly cut: boolean
  /** The file is this line. */
  readonly only: boolean
}

/** The lines that are not blank. */
function* linesOf(bytes: Uint8Array): Generator<Line, void> {
  let number = 0
  for (let from = 0; from < bytes.length;) {
    const found = bytes.indexOf(NEWLINE, from)
    const to = found < 0 ? bytes.length : found
    number++
    const line = bytes.subarray(from, to)
    if (!isBlank(line)) {
      const only = from === 0 && isBlank(bytes.subarray(to))
      yield { bytes: line, number, cut: found < 0, only }
    }
    from = to + 1
  }
}

function isBlank(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d))
}

function parsed(text: string): unknown {
  try {
    return parseExactJson(text)
  } catch (error) {
    if (error instanceof MalformedJson) return error
    throw error
  }
}
