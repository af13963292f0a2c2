import { describe, expect, it } from 'vitest'
import { drawTable } from '../../testing/drawn-table.ts'
import { draw } from '../../testing/trace-notation.ts'
import { type Attributes } from '../attributes.ts'
import { spanKey } from '../ids.ts'
import { refAt } from '../trace-table.ts'
import { itemParts } from './item-part.ts'

/** The part of the first trace's span `batch` for an item, as labels and as a sentence. */
function partIn(text: string, link: Attributes, linked: Attributes = []) {
  const { table, row, labels } = drawTable(text, 'b')
  const attributes = new Map(draw(text).spans.map((span) => [spanKey(span.ref), span.attributes]))
  const parts = itemParts(
    table,
    row('batch'),
    (at) => attributes.get(spanKey(refAt(table, at))) ?? null,
  )
  const part = parts.partOf({ link, linked })
  return part && { rows: labels(part.rows), ...part.match }
}

const names = (values: Record<string, string | bigint | boolean>): Attributes =>
  Object.entries(values).map(([key, value]) => ({ key, value }))

const BATCH = `
  trace b
  0-100 jobs run
    5-95 jobs batch
      10-20 jobs reconcile #one order.id=A-1001 tenant=north-west
        12-18 db UPDATE #write order.id=A-1001
      20-30 jobs reconcile #two order.id=A-1002 tenant=north-west
      30-40 jobs reconcile #three order.id=A-1003 tenant=north-west
`

describe('the part of a batch that handled an item', () => {
  it('is the subtree with the link’s value, and says so', () => {
    expect(partIn(BATCH, names({ 'order.id': 'A-1002' }))).toEqual({
      rows: ['two'],
      key: 'order.id',
      value: 'A-1002',
      partKey: 'order.id',
      on: 'link',
    })
  })
  it('is the topmost span with the value', () => {
    expect(partIn(BATCH, names({ 'order.id': 'A-1001' }))?.rows).toEqual(['one'])
  })
  it('is not found by what all children share', () => {
    expect(partIn(BATCH, names({ tenant: 'north-west' }))).toBeNull()
  })
  it('is not found where nothing is shared', () => {
    expect(partIn(BATCH, names({ 'order.id': 'A-1009' }))).toBeNull()
    expect(partIn(BATCH, [])).toBeNull()
  })
  it('is found by the linked span’s value where the link has none', () => {
    expect(partIn(BATCH, [], names({ 'order.id': 'A-1003' }))).toMatchObject({
      rows: ['three'],
      on: 'linked span',
    })
  })
  it('a value of one subtree wins over a value of several', () => {
    const text = `
      trace b
      0-100 jobs batch
        10-20 jobs item #one batch.id=B-17 order.id=7
        20-30 jobs item #two batch.id=B-17 order.id=8
        30-40 jobs item #three batch.id=B-18 order.id=9
    `
    expect(partIn(text, names({ 'batch.id': 'B-17', 'order.id': 8n }))).toMatchObject({
      rows: ['two'],
      key: 'order.id',
    })
  })
  it('an item that was taken twice has two parts', () => {
    const text = `
      trace b
      0-100 jobs batch
        10-20 jobs item #one order.id=A-1
        20-30 jobs item #two order.id=A-2
        30-40 jobs item #again order.id=A-1
    `
    expect(partIn(text, names({ 'order.id': 'A-1' }))?.rows).toEqual(['one', 'again'])
  })
  it('is found below a span that only holds the items together', () => {
    const text = `
      trace b
      0-100 jobs batch
        5-8 jobs read-config
        10-90 jobs loop
          10-20 jobs item #one order.id=A-1
          20-30 jobs item #two order.id=A-2
    `
    expect(partIn(text, names({ 'order.id': 'A-2' }))?.rows).toEqual(['two'])
  })
  it('is the whole subtree of a child, also where only a span below it has the value', () => {
    const text = `
      trace b
      0-100 jobs batch
        10-20 jobs item #one
          12-18 db UPDATE #first order.id=A-1
        20-30 jobs item #two
          22-28 db UPDATE #second order.id=A-2
    `
    expect(partIn(text, names({ 'order.id': 'A-2' }))?.rows).toEqual(['two'])
  })
  it('is found under a key of another name where the value is unmistakable', () => {
    const text = `
      trace b
      0-100 jobs batch
        10-20 jobs item #one app.order=ord-4711 n=12
        20-30 jobs item #two app.order=ord-4712 n=13
    `
    expect(partIn(text, names({ 'order.id': 'ord-4712' }))).toMatchObject({
      rows: ['two'],
      key: 'order.id',
      partKey: 'app.order',
    })
    expect(partIn(text, names({ 'order.id': 12n }))).toBeNull()
  })
  it('booleans, measures, addresses and statuses name no item', () => {
    const text = `
      trace b
      0-100 jobs batch
        10-20 jobs item #one retried=true retry.attempt=1 http.request.method=POST server.address=shop-7.internal
        20-30 jobs item #two retried=false retry.attempt=2 http.request.method=GET server.address=shop-8.internal
    `
    const shared = {
      retried: true,
      'retry.attempt': 1n,
      'http.request.method': 'POST',
      'server.address': 'shop-7.internal',
    }
    expect(partIn(text, names(shared), names(shared))).toBeNull()
  })
  it('a batch of one item is matched by an id and not by a word', () => {
    const text = `
      trace b
      0-100 jobs batch
        10-20 jobs item order.id=A-1 tenant=north-west
    `
    expect(partIn(text, names({ 'order.id': 'A-1' }))?.rows).toEqual(['item'])
    expect(partIn(text, names({ tenant: 'north-west' }))).toBeNull()
  })
})
