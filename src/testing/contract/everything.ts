import type { AttributeValue, KeyValue } from '../../model/attributes.ts'
import type { EpochNanos } from '../../base/time.ts'
import type { Link, Resource, Scope, Span } from '../../model/span.ts'
import { drawnRef } from '../trace-notation.ts'

/*
 * One trace with everything that OTLP carries. Each span shows one thing, so that what a source loses is seen where it is lost.
 */

/** Every type of value, and values at the limits of each. */
const VALUES: readonly [string, AttributeValue][] = [
  ['text', 'plain'],
  ['text.empty', ''],
  ['text.unicode', '日本語 – ñ 🧵👩‍👩‍👧 \u2028'],
  ['text.markup', '<img src=x onerror=alert(1)>"\'&\\'],
  ['__proto__', 'prototype'],
  ['bool.true', true],
  ['bool.false', false],
  ['int', 7n],
  ['int.zero', 0n],
  ['int.unsafe', 2n ** 53n + 1n],
  ['int.max', 2n ** 63n - 1n],
  ['int.min', -(2n ** 63n)],
  ['double', 0.1],
  ['double.whole', 2],
  ['double.huge', 1.7976931348623157e308],
  ['list', ['a', 'b']],
  ['list.int', [1n, 2n ** 53n + 1n]],
  ['list.empty', []],
  ['list.mixed', ['a', 1n, true, 0.5, ['nested'], null]],
  [
    'map',
    {
      entries: pairs([
        ['inner', 'x'],
        ['deep', { entries: pairs([['n', 1n]]) }],
      ]),
    },
  ],
  ['bytes', new Uint8Array([0, 1, 254, 255])],
  ['empty', null],
]

const NOT_A_NUMBER: readonly [string, AttributeValue][] = [
  ['double.nan', NaN],
  ['double.infinite', -Infinity],
]

const SCHEMA = 'https://opentelemetry.io/schemas/1.30.0'

const RESOURCE: Resource = {
  attributes: pairs([
    ['service.name', 'everything'],
    ['host.name', 'machine-1'],
    ['process.pid', 4711n],
    ['process.command_args', ['node', 'main.ts']],
  ]),
  droppedAttributes: 0,
  schemaUrl: '',
}

const SCOPE: Scope = {
  name: 'contract',
  version: '1.2.3',
  attributes: [],
  droppedAttributes: 0,
  schemaUrl: '',
}

/** The trace `everything`, begun at `start`. */
export function everythingSpans(start: EpochNanos): Span[] {
  let next = start
  const span = (label: string, part: Partial<Span> = {}): Span => {
    // Digits down to the nanosecond.
    const from = (next += 1_000_123n)
    return {
      ref: drawnRef(`everything/${label}`),
      parentSpanId: label === 'root' ? null : drawnRef('everything/root').spanId,
      traceState: '',
      flags: 0x101,
      name: label,
      kind: 1,
      start: from,
      end: from + 500_321n,
      attributes: [],
      droppedAttributes: 0,
      events: [],
      droppedEvents: 0,
      links: [],
      droppedLinks: 0,
      statusCode: 0,
      statusMessage: '',
      resource: RESOURCE,
      scope: SCOPE,
      ...part,
    }
  }
  const root = span('root')
  const [event, link] = [eventAt(root.start), linkTo('target')]
  return [
    { ...root, end: start + 100_000_000n },
    span('values', { attributes: pairs(VALUES) }),
    span('key repeated', {
      attributes: pairs([
        ['again', 'first'],
        ['again', 'second'],
      ]),
    }),
    span('key empty', {
      attributes: pairs([
        ['', 'nameless'],
        ['named', 'x'],
      ]),
    }),
    span('key order', {
      attributes: pairs([
        ['z', '1'],
        ['a', '2'],
        ['m', '3'],
      ]),
    }),
    span('', { ref: drawnRef('everything/nameless') }),
    ...[0, 2, 3, 4, 5].map((kind) => span(`kind ${kind}`, { kind })),
    span('status ok', { statusCode: 1 }),
    span('status error', { statusCode: 2 }),
    span('status message', { statusCode: 2, statusMessage: 'it broke – 🧵' }),
    span('message without error', { statusMessage: 'said while unset' }),
    span('no duration', {}),
    span('events', {
      events: [
        event('first', [
          ['n', 1n],
          ['why', 'x'],
        ]),
        event('second', []),
      ],
    }),
    span('event nameless', { events: [event('', [['n', 1n]])] }),
    span('event values', { events: [event('values', VALUES)] }),
    span('links', { links: [linkTo('a', [['n', 1n]]), linkTo('b'), linkTo('b')] }),
    span('link values', { links: [linkTo('target', VALUES)] }),
    span('link to parent', { links: [{ ...link, to: { valid: true, ref: root.ref } }] }),
    span('link nowhere', { links: [{ ...link, to: NOWHERE }, linkTo('b')] }),
    span('link state', { links: [{ ...link, traceState: 'vendor=a:1,other=b' }] }),
    span('link flags', { links: [{ ...link, flags: 0x100 }] }),
    span('link dropped', { links: [{ ...link, droppedAttributes: 3 }] }),
    span('trace state', { traceState: 'vendor=a:1,other=b' }),
    span('flags', { flags: 0x301 }),
    span('dropped attributes', { droppedAttributes: 4 }),
    span('dropped events', { droppedEvents: 5 }),
    span('dropped links', { droppedLinks: 6 }),
    span('event dropped', { events: [{ ...event('cut', []), droppedAttributes: 7 }] }),
    span('resource schema', { resource: { ...RESOURCE, schemaUrl: SCHEMA } }),
    span('resource dropped', { resource: { ...RESOURCE, droppedAttributes: 8 } }),
    span('resource without service', {
      resource: { ...RESOURCE, attributes: pairs([['host.name', 'machine-2']]) },
    }),
    span('scope schema', { scope: { ...SCOPE, schemaUrl: SCHEMA } }),
    span('scope attributes', { scope: { ...SCOPE, attributes: pairs([['library', 'x']]) } }),
    span('scope dropped', { scope: { ...SCOPE, droppedAttributes: 9 } }),
    span('scope nameless', { scope: { ...SCOPE, name: '', version: '' } }),
  ].map((made) => (made.name === 'no duration' ? { ...made, end: made.start } : made))
}

/** A trace of its own: some sources can't hand it out. */
export function notANumberSpan(start: EpochNanos): Span {
  const [root] = everythingSpans(start)
  const ref = drawnRef('not-a-number/root')
  return { ...root, ref, attributes: pairs(NOT_A_NUMBER) }
}

/** What some SDKs write for a parent that they did not have. */
const NOWHERE = { valid: false, traceId: '', spanId: '', reason: 'zero id' } as const

function eventAt(start: EpochNanos) {
  return (name: string, attributes: readonly (readonly [string, AttributeValue])[]) => ({
    time: start + 10_007n,
    name,
    attributes: pairs(attributes),
    droppedAttributes: 0,
  })
}

function linkTo(label: string, attributes: readonly [string, AttributeValue][] = []): Link {
  return {
    to: { valid: true, ref: drawnRef(`elsewhere/${label}`) },
    traceState: '',
    flags: 0x301,
    attributes: pairs(attributes),
    droppedAttributes: 0,
  }
}

function pairs(of: readonly (readonly [string, AttributeValue])[]): KeyValue[] {
  return of.map(([key, value]) => ({ key, value }))
}
