import { expect, test } from 'vitest'
import { HOUR, MINUTE, nanosBetween } from '../base/time.ts'
import { attribute } from '../model/attributes.ts'
import { spanKey } from '../model/ids.ts'
import {
  type Link,
  STATUS_ERROR,
  STATUS_OK,
  type Span,
  linkFlags,
  serviceOf,
} from '../model/span.ts'
import { waitBetween } from '../model/wait.ts'
import { decodeProto } from '../otlp/decode-proto.ts'
import { SAMPLE_ATTRIBUTE, sampleRequests } from './sample.ts'

const NOW = 1_795_356_000_000_000_000n

function decodedSpans(now = NOW): Span[] {
  return sampleRequests(now).flatMap((body) => {
    const batch = decodeProto(body)
    expect(batch.notes).toEqual([])
    return Array.from({ length: batch.length }, (_, i) => batch.span(i))
  })
}

const spans = decodedSpans()
const byKey = new Map(spans.map((span) => [spanKey(span.ref), span]))
const batches = named('process-batch').sort((a, b) => (a.start < b.start ? -1 : 1))

function named(name: string): Span[] {
  return spans.filter((span) => span.name === name)
}

function keyOf(link: Link) {
  if (!link.to.valid) throw new Error('the sample has only valid link targets')
  return spanKey(link.to.ref)
}

function sourcesOf(span: Span): Span[] {
  return span.links.flatMap((link) => byKey.get(keyOf(link)) ?? [])
}

function linkingTo(span: Span): Span[] {
  return spans.filter((other) => other.links.some((link) => keyOf(link) === spanKey(span.ref)))
}

test('the same moment gives the same bytes', () => {
  expect(sampleRequests(NOW)).toEqual(sampleRequests(NOW))
})

test('another moment moves the times and keeps the ids', () => {
  const later = decodedSpans(NOW + BigInt(HOUR))
  expect(later.map((span) => span.ref)).toEqual(spans.map((span) => span.ref))
  expect(later[0].start - spans[0].start).toBe(BigInt(HOUR))
})

test('every span is marked as sample and has a service', () => {
  for (const { resource } of spans) {
    expect(attribute(resource.attributes, SAMPLE_ATTRIBUTE)).toBe(true)
    expect(serviceOf(resource)).not.toBe('')
  }
})

test('45 traces lie in the two and a half hours before now', () => {
  expect(new Set(spans.map((span) => span.ref.traceId)).size).toBe(45)
  for (const span of spans) {
    expect(nanosBetween(span.start, NOW)).toBeLessThan(2.5 * HOUR)
    expect(nanosBetween(span.end, NOW)).toBeGreaterThan(2 * MINUTE)
  }
})

test('span ids are unique, and so are trace ids of roots', () => {
  const roots = spans.filter((span) => span.parentSpanId === null)
  expect(new Set(spans.map((span) => span.ref.spanId)).size).toBe(spans.length)
  expect(new Set(roots.map((span) => span.ref.traceId)).size).toBe(roots.length)
  expect(roots).toHaveLength(45)
})

test('every child lies in its parent, in the same trace', () => {
  for (const span of spans) {
    if (span.parentSpanId === null) continue
    const { traceId } = span.ref
    const parent = byKey.get(spanKey({ traceId, spanId: span.parentSpanId }))
    expect(parent, span.name).toBeDefined()
    expect(span.start, span.name).toBeGreaterThanOrEqual(parent!.start)
    expect(span.end, span.name).toBeLessThanOrEqual(parent!.end)
  }
})

test('batch.size is the number of links kept and dropped', () => {
  expect(batches.map((span) => [span.links.length, span.droppedLinks])).toEqual([
    [5, 0],
    [12, 3],
  ])
  for (const span of batches) {
    const size = BigInt(span.links.length + span.droppedLinks)
    expect(attribute(span.attributes, 'batch.size')).toBe(size)
    expect(attribute(span.attributes, 'messaging.batch.message_count')).toBe(size)
  }
})

test('a batch has one reconcile an item, under process-batch', () => {
  for (const batch of batches) {
    const items = named('reconcile').filter((span) => span.parentSpanId === batch.ref.spanId)
    expect(BigInt(items.length)).toBe(attribute(batch.attributes, 'batch.size'))
    for (const link of batch.links) {
      const id = attribute(link.attributes ?? [], 'order.id')
      expect(items.some((item) => attribute(item.attributes, 'order.id') === id)).toBe(true)
    }
  }
})

test('the first batch reaches all five orders, one of which failed', () => {
  const sources = sourcesOf(batches[0])
  expect(sources.map((span) => `${serviceOf(span.resource)} ${span.name}`)).toEqual(
    Array(5).fill('orders.api receive-order'),
  )
  const failed = sources.filter((span) => span.statusCode === STATUS_ERROR)
  expect(failed).toHaveLength(1)
  const [exception] = failed[0].events
  expect(exception.name).toBe('exception')
  expect(attribute(exception.attributes, 'exception.stacktrace')).toContain('\n    at ')
})

test('its orders waited from 2 to 59 minutes', () => {
  const waits = sourcesOf(batches[0]).map((source) => waitBetween(batches[0], source))
  expect(waits.map((wait) => Math.floor(wait.nanos / MINUTE))).toEqual([58, 44, 31, 12, 2])
  expect(waits.every((wait) => wait.kind === 'waited')).toBe(true)
})

test('the second batch links to one target twice, to one that was not sampled, and to one that is nowhere', () => {
  const [, batch] = batches
  expect(new Set(batch.links.map(keyOf)).size).toBe(11)
  const unresolved = batch.links.filter((link) => !byKey.has(keyOf(link)))
  expect(unresolved.map((link) => linkFlags(link.flags, batch.flags))).toEqual([
    { sampled: true, remote: true },
    { sampled: false, remote: true },
  ])
  expect(sourcesOf(batch).every((source) => source.statusCode !== STATUS_ERROR)).toBe(true)
})

test('every link outside the second batch resolves inside the sample', () => {
  for (const span of spans) {
    if (span !== batches[1]) expect(sourcesOf(span)).toHaveLength(span.links.length)
  }
})

test('four shipments link to each batch', () => {
  for (const batch of batches) {
    expect(linkingTo(batch).map((span) => span.name)).toEqual(Array(4).fill('ship-order'))
  }
})

test('three attempts at one payment link to the one span that queued it, and the last succeeds', () => {
  const [queued] = named('publish payments.settle')
  const attempts = linkingTo(queued)
  expect(attempts.map((span) => span.statusCode)).toEqual([STATUS_ERROR, STATUS_ERROR, STATUS_OK])
  expect(new Set(attempts.map((span) => span.ref.traceId)).size).toBe(3)
  expect(attempts.map((span) => span.events.map((event) => event.name))).toEqual([
    ['exception'],
    ['exception'],
    [],
  ])
  expect(queued.ref.traceId).toBe(batches[0].ref.traceId)
})

test('the digest links only to spans of its own trace', () => {
  const [digest] = named('notify-customers')
  const sources = sourcesOf(digest)
  expect(sources).toHaveLength(7)
  expect(new Set(sources.map((span) => span.ref.traceId))).toEqual(new Set([digest.ref.traceId]))
})

test('no linked span starts after the span that links to it', () => {
  for (const span of spans) {
    for (const source of sourcesOf(span)) expect(waitBetween(span, source).kind).toBe('waited')
  }
})

test('an order is read only after it has come in', () => {
  const received = new Map(
    named('receive-order').map((span) => [attribute(span.attributes, 'order.id'), span.end]),
  )
  for (const read of named('GET /orders/{id}')) {
    const end = received.get(attribute(read.attributes, 'order.id'))
    if (end !== undefined) expect(read.start).toBeGreaterThan(end)
  }
})
