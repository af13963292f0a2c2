/**
 * Traces drawn as text, for fixtures that a reader can see:
 *
 *     trace batch
 *     0-100 orders-batch nightly-run
 *       10-90 orders-batch process-batch consumer batch.size=2 !error -> a/receive-order(order.id=7) -> b/receive-order
 *         20-30 orders-batch process-item
 *         30-40 orders-batch process-item#2
 *
 *     trace a
 *     -50-10 shop "GET /orders" server #get
 *
 * - `trace LABEL` begins a trace; one line a span follows. Deeper indentation: child of the line above that is less
 *   indented; two spans at the outermost depth are two roots.
 * - `START-END` in milliseconds from {@link DRAWN_ORIGIN}, decimals and a minus allowed; `?` instead of a number: unknown (0).
 * - Then service and name; a name with blanks stands in double quotes. The label of a span is its name, or what follows
 *   `#`. `name#2` also sets a label, `name#2`, where a name repeats: the name is `name`.
 * - Then in any order: a span kind; `key=value` (integer, true/false, or text); `!error`, `!ok`, `!dropped-links=N`;
 *   `^label` (the parent is this label of the same trace, drawn or not, whatever the indentation says);
 *   `-> label` or `-> trace/label`, with attributes in brackets, separated by commas: a link.
 * - A blank line and a line that begins with `//` say nothing.
 *
 * Ids come from the labels alone: the same label is the same id in every drawing.
 */
import type { KeyValue } from '../model/attributes.ts'
import { type SpanId, type SpanKey, type SpanRef, type TraceId, spanKey } from '../model/ids.ts'
import { type Link, type Resource, SPAN_KINDS, type Scope, type Span } from '../model/span.ts'

/** 0 ms of every drawing: 2026-11-22 14:00:00 UTC. */
export const DRAWN_ORIGIN = BigInt(Date.UTC(2026, 10, 22, 14)) * 1_000_000n

export const DRAWN_SCOPE: Scope = {
  name: 'drawing',
  version: '1.0',
  attributes: [],
  droppedAttributes: 0,
  schemaUrl: '',
}

export interface Drawing {
  /** In the order of the lines. */
  readonly spans: readonly Span[]
  /** `trace/label` of every span and link target in the drawing. */
  readonly labels: ReadonlyMap<SpanKey, string>
}

/** @throws Error at a line that is not in the notation */
export function draw(text: string): Drawing {
  const spans: Span[] = []
  const labels = new Map<SpanKey, string>()
  const resources = new Map<string, Resource>()
  let trace = ''
  let above: { indent: number; label: string }[] = []
  for (const line of text.split('\n')) {
    const words = wordsOf(line)
    if (words.length === 0 || words[0].startsWith('//')) continue
    if (words[0] === 'trace') {
      trace = words[1]
      above = []
      continue
    }
    if (trace === '') throw new Error(`a span before the first trace: ${line}`)
    const indent = line.search(/\S/)
    above = above.filter((other) => other.indent < indent)
    const { label, targets, span } = spanOf(words, trace, above.at(-1)?.label ?? null, resources)
    for (const path of [...targets, `${trace}/${label}`]) labels.set(spanKey(drawnRef(path)), path)
    above.push({ indent, label })
    spans.push(span)
  }
  return { spans, labels }
}

/** The reference of `trace/label`. */
export function drawnRef(path: string): SpanRef {
  const slash = path.indexOf('/')
  return { traceId: drawnTraceId(path.slice(0, slash)), spanId: drawnSpanId(path) }
}

export function drawnTraceId(label: string): TraceId {
  return (hash(`1${label}`) + hash(`2${label}`) + hash(`3${label}`) + hash(`4${label}`)) as TraceId
}

function drawnSpanId(path: string): SpanId {
  return (hash(`5${path}`) + hash(`6${path}`)) as SpanId
}

/** Eight hex digits (FNV-1a); never all zero, so that no id made of them is. */
function hash(text: string): string {
  let value = 0x811c9dc5
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193)
  return ((value | 1) >>> 0).toString(16).padStart(8, '0')
}

/** Words at blanks; quotes and brackets hold blanks together. */
function wordsOf(line: string): string[] {
  return line.match(/(?:"[^"]*"|\([^)]*\)|[^\s"(])+/g) ?? []
}

function spanOf(
  words: readonly string[],
  trace: string,
  drawnParent: string | null,
  resources: Map<string, Resource>,
): { label: string; targets: string[]; span: Span } {
  const [times, service, nameWord, ...rest] = words
  if (nameWord === undefined) throw new Error(`not "start-end service name": ${words.join(' ')}`)
  const [, start, end] = /^(-?[\d.]+|\?)-(-?[\d.]+|\?)$/.exec(times) ?? []
  if (start === undefined) throw new Error(`not "start-end": ${times}`)
  let label = nameWord.replaceAll('"', '')
  const name = label.replace(/#.*$/, '')
  let parent = drawnParent
  let kind = 1
  let statusCode = 0
  let droppedLinks = 0
  const attributes: KeyValue[] = []
  const links: Link[] = []
  const targets: string[] = []
  for (let i = 0; i < rest.length; i++) {
    const word = rest[i]
    const asKind = SPAN_KINDS.findIndex((candidate) => candidate === word)
    if (asKind >= 0) kind = asKind
    else if (word.startsWith('#')) label = word.slice(1)
    else if (word.startsWith('^')) parent = word.slice(1)
    else if (word === '!error') statusCode = 2
    else if (word === '!ok') statusCode = 1
    else if (word.startsWith('!dropped-links=')) droppedLinks = Number(word.slice(15))
    else if (word === '->') {
      const { path, link } = linkOf(rest[++i] ?? '', trace)
      targets.push(path)
      links.push(link)
    } else if (word.includes('=')) attributes.push(attributeOf(word))
    else throw new Error(`not a word of the notation: ${word}`)
  }
  let resource = resources.get(service)
  if (!resource) {
    resource = {
      attributes: [{ key: 'service.name', value: service }],
      droppedAttributes: 0,
      schemaUrl: '',
    }
    resources.set(service, resource)
  }
  const span: Span = {
    ref: drawnRef(`${trace}/${label}`),
    parentSpanId: parent === null ? null : drawnSpanId(`${trace}/${parent}`),
    traceState: '',
    flags: 0x101,
    name,
    kind,
    start: drawnTime(start),
    end: drawnTime(end),
    attributes,
    droppedAttributes: 0,
    events: [],
    droppedEvents: 0,
    links,
    droppedLinks,
    statusCode,
    statusMessage: '',
    resource,
    scope: DRAWN_SCOPE,
  }
  return { label, targets, span }
}

function drawnTime(millis: string): bigint {
  return millis === '?' ? 0n : DRAWN_ORIGIN + BigInt(Math.round(Number(millis) * 1e6))
}

function linkOf(word: string, trace: string): { path: string; link: Link } {
  const [, target, inner] = /^([^(]+)(?:\((.*)\))?$/.exec(word) ?? []
  if (target === undefined) throw new Error(`not a link target: ${word}`)
  const path = target.includes('/') ? target : `${trace}/${target}`
  const link: Link = {
    to: { valid: true, ref: drawnRef(path) },
    traceState: '',
    flags: 0x301,
    attributes: inner ? inner.split(',').map((pair) => attributeOf(pair.trim())) : [],
    droppedAttributes: 0,
  }
  return { path, link }
}

function attributeOf(quoted: string): KeyValue {
  const pair = quoted.replaceAll('"', '')
  const at = pair.indexOf('=')
  const text = pair.slice(at + 1)
  const isBool = text === 'true' || text === 'false'
  const value = isBool ? text === 'true' : /^-?\d+$/.test(text) ? BigInt(text) : text
  return { key: pair.slice(0, at), value }
}
