import { describe, expect, it } from 'vitest'
import { rowOfSpan } from '../model/trace-table.ts'
import { jsonOf, protoOf } from '../testing/documents.ts'
import { dump } from '../testing/dump.ts'
import { draw, drawnRef, drawnTraceId } from '../testing/trace-notation.ts'
import { outlineTrace } from '../sources/outline-trace.ts'
import { TraceSessions } from './trace-host.ts'
import { workerTraceHost } from './worker-host.ts'

const drawing = draw(`
  trace batch
  0-100 orders-batch process-batch consumer batch.size=2 -> a/receive(order.id=1) -> b/receive(order.id=2)
    10-20 orders-batch item
  trace a
  -50-10 shop receive`)
const traceId = drawnTraceId('batch')
const bytesOf = (bytes: Uint8Array) => bytes.slice().buffer
const proto = { bytes: bytesOf(protoOf(drawing.spans)), encoding: 'otlp-protobuf' } as const
const json = {
  bytes: bytesOf(new TextEncoder().encode(jsonOf(drawing.spans))),
  encoding: 'otlp-json',
} as const

describe('an open trace', () => {
  it('is the same from either encoding', () => {
    const sessions = new TraceSessions()
    const [one, other] = [sessions.open(proto, traceId), sessions.open(json, traceId)]
    expect(dump(one.table)).toBe(dump(other.table))
    expect(sessions.span(one.session, 0)).toEqual(sessions.span(other.session, 0))
    expect(sessions.links(one.session, 0, 0, 9)).toEqual(sessions.links(other.session, 0, 0, 9))
    expect(sessions.raw(one.session, 0)).toBe(sessions.raw(other.session, 0))
  })
  it('holds only the spans of the trace that was asked for', () => {
    const { table } = new TraceSessions().open(proto, traceId)
    expect(table.length).toBe(2)
    expect(rowOfSpan(table, drawnRef('a/receive').spanId)).toBe(-1)
  })
  it('gives links in pages, with their attributes', () => {
    const sessions = new TraceSessions()
    const { session } = sessions.open(proto, traceId)
    const [second] = sessions.links(session, 0, 1, 2)
    expect(second).toMatchObject({ attributes: [{ key: 'order.id', value: 2n }] })
  })
  it('gives the attributes of several rows at once', () => {
    const sessions = new TraceSessions()
    const { session } = sessions.open(proto, traceId)
    expect(sessions.attributes(session, 0, 9)).toEqual([[{ key: 'batch.size', value: 2n }], []])
    expect(sessions.attributes(session, 1, 2)).toEqual([[]])
  })
  it('fails with a sentence when the answer is no trace, or another one', () => {
    const sessions = new TraceSessions()
    const broken = {
      bytes: bytesOf(new Uint8Array([255, 255])),
      encoding: 'otlp-protobuf',
    } as const
    expect(() => sessions.open(broken, traceId)).toThrowError(/can’t be read/)
    expect(() => sessions.open(proto, drawnTraceId('elsewhere'))).toThrowError(/no span/)
  })
  it('is gone once closed', () => {
    const sessions = new TraceSessions()
    const { session } = sessions.open(proto, traceId)
    sessions.close(session)
    expect(() => sessions.span(session, 0)).toThrowError(/no longer open/)
  })
})

describe('where workers are forbidden the same core runs inline', () => {
  it('when making one throws', async () => {
    const { host } = workerTraceHost(() => {
      throw new DOMException('no', 'SecurityError')
    })
    const { table, session } = await host.open(proto, traceId)
    expect(table.length).toBe(2)
    expect((await host.span(session, 0)).name).toBe('process-batch')
  })
  it('when one fails before its first answer', async () => {
    const worker = Object.assign(new EventTarget(), { postMessage() {}, terminate() {} })
    const { host } = workerTraceHost(() => worker as unknown as Worker)
    const opened = host.open(proto, traceId)
    worker.dispatchEvent(new Event('error'))
    expect((await opened).table.length).toBe(2)
    expect((await host.open(proto, traceId)).table.length).toBe(2)
  })
})

it('a worker that stops later fails what it had open, and new traces are read inline', async () => {
  const worker = Object.assign(new EventTarget(), { postMessage() {}, terminate() {} })
  const { host } = workerTraceHost(() => worker as unknown as Worker)
  const first = host.open(proto, traceId)
  worker.dispatchEvent(new MessageEvent('message', { data: { id: 1, ok: true, value: 'opened' } }))
  expect(await first).toBe('opened')
  const lost = host.span(1, 0)
  worker.dispatchEvent(new Event('error'))
  await expect(lost).rejects.toThrowError(/has stopped/)
  expect((await host.open(proto, traceId)).table.length).toBe(2)
})

describe('an outline', () => {
  it('is the trace in short with its links, and opens no session', async () => {
    const { host } = workerTraceHost(() => {
      throw new DOMException('no', 'SecurityError')
    })
    const { signal } = new AbortController()
    const { summary, links } = await host.outline(proto, traceId, signal)
    expect(summary).toMatchObject({ traceId, rootName: 'process-batch', spanCount: 2, linksOut: 2 })
    expect(links).toMatchObject([
      { from: { name: 'process-batch' }, link: { to: { ref: drawnRef('a/receive') } } },
      { link: { attributes: [{ key: 'order.id', value: 2n }] } },
    ])
    await expect(host.span(1, 0)).rejects.toThrowError(/no longer open/)
  })
  it('has all links, however many parts they come in', () => {
    const many = Array.from({ length: 1003 }, (_, i) => `-> a/receive(i=${i})`).join(' ')
    const { spans } = draw(`trace batch\n0-1 s one ${many}`)
    const encoded = { bytes: bytesOf(protoOf(spans)), encoding: 'otlp-protobuf' } as const
    const parts: number[] = []
    outlineTrace(encoded, traceId, (links) => parts.push(links.length))
    expect(parts).toEqual([250, 250, 250, 250, 3])
  })
})

describe('a look for text', () => {
  const never = new AbortController().signal
  const forbidden = () => {
    throw new DOMException('no', 'SecurityError')
  }
  it('finds rows by what only the document has', async () => {
    const { host } = workerTraceHost(forbidden)
    for (const encoded of [proto, json]) {
      const { session } = await host.open(encoded, traceId)
      expect([...(await host.find(session, 'batch.size=2', never))]).toEqual([0])
      expect([...(await host.find(session, 'ORDER.ID=2', never))]).toEqual([0])
      expect([...(await host.find(session, 'orders-batch', never))]).toEqual([0, 1])
      expect([...(await host.find(session, '', never))]).toEqual([])
    }
  })
  it('ends when the next one takes its place, and the next one is answered', async () => {
    const { host } = workerTraceHost(forbidden)
    const { session } = await host.open(proto, traceId)
    const first = new AbortController()
    const superseded = host.find(session, 'it', first.signal)
    first.abort(new Error('superseded'))
    await expect(superseded).rejects.toThrow('superseded')
    expect([...(await host.find(session, 'item', never))]).toEqual([1])
  })
  it('fails when the trace is closed', async () => {
    const { host } = workerTraceHost(forbidden)
    const { session } = await host.open(proto, traceId)
    host.close(session)
    await expect(host.find(session, 'item', never)).rejects.toThrowError(/no longer open/)
  })
})
