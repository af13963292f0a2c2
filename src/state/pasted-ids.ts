import { bytesFromBase64 } from '../base/base64.ts'
import { hexOf } from '../base/hex.ts'

/** An id in a text and where it stands there. */
export interface PastedId {
  /** Lower-case hex of full length. */
  readonly id: string
  readonly at: number
}

const TRACE_DIGITS = 32
const SPAN_DIGITS = 16
/** Links in links: Grafana's come encoded twice through some chats. */
const MOST_DECODINGS = 3

/** Signs without a width (U+200B–U+200D soft joins, U+2060, U+FEFF, soft hyphen) that chats and web pages put into long words. */
const INVISIBLE = /[\u00AD\u200B-\u200D\u2060\uFEFF]/g

/**
 * A pasted text as it was meant: full-width digits as plain ones, no invisible signs, percent-encoding undone (`%3A` before an id
 * would look like two more digits of it).
 */
export function plainText(pasted: string): string {
  let text = pasted.normalize('NFKC').replaceAll(INVISIBLE, '').trim()
  for (let i = 0; i < MOST_DECODINGS && text.includes('%'); i++) text = decoded(text)
  return text
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    // A stray percent sign: what surrounds the ids must still not run into them.
    return text.replaceAll(/%(?:25)*[0-9a-f]{2}/gi, ' ')
  }
}

/** Trace ids: 32 hex digits, a UUID of them, or the base64 of protobuf's JSON; where there is none, a shorter one that a path names. */
export function traceIdsIn(text: string): PastedId[] {
  const hex = [
    ...hexRuns(text, TRACE_DIGITS),
    ...matches(text, UUID, ([uuid]) => uuid.replaceAll('-', '')),
  ].sort((a, b) => a.at - b.at)
  if (hex.length > 0) return hex
  const base64 = matches(text, BASE64_TRACE, ([id]) => hexOfBase64(id, TRACE_DIGITS))
  if (base64.length > 0) return base64
  return matches(text, SHORT_IN_PATH, ([id]) => id.padStart(TRACE_DIGITS, '0'))
}

/** Span ids: 16 hex digits or base64. */
export function spanIdsIn(text: string): PastedId[] {
  const hex = hexRuns(text, SPAN_DIGITS)
  if (hex.length > 0) return hex
  return matches(text, BASE64_SPAN, ([id]) => hexOfBase64(id, SPAN_DIGITS))
}

const UUID = /(?<![0-9a-f-])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![0-9a-f-])/gi
const BASE64_TRACE = /(?<![\w+/=-])[\w+/-]{22}==/g
const BASE64_SPAN = /(?<![\w+/=-])[\w+/-]{11}=(?!=)/g
/** Zipkin's and Jaeger's addresses name traces of 64 bits, and leave leading zeros out. */
const SHORT_IN_PATH = /(?<=\/traces?\/)[0-9a-f]{15,31}(?![0-9a-z])/gi

function hexRuns(text: string, digits: number): PastedId[] {
  const run = new RegExp(`(?<![0-9a-f])[0-9a-f]{${digits}}(?![0-9a-f])`, 'gi')
  return matches(text, run, ([id]) => id)
}

function matches(
  text: string,
  pattern: RegExp,
  idOf: (match: RegExpExecArray) => string | null,
): PastedId[] {
  return [...text.matchAll(pattern)].flatMap((match) => {
    const id = idOf(match)
    return id === null ? [] : [{ id: id.toLowerCase(), at: match.index }]
  })
}

function hexOfBase64(text: string, digits: number): string | null {
  const bytes = bytesFromBase64(text)
  return bytes?.length === digits / 2 ? hexOf(bytes, 0, bytes.length) : null
}
