import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { jsonOf, protoOf } from '../testing/documents.ts'
import { draw, drawnRef, drawnTraceId } from '../testing/trace-notation.ts'
import { FileShelf } from './file-host.ts'
import type { ReadProgress } from './read-progress.ts'

const { spans } = draw(`
  trace order
  0-10 shop receive-order
  trace batch
  50-90 jobs process-batch -> order/receive-order
`)
const [order, batch] = spans
const fileOf = (name: string, content: string | Uint8Array) =>
  new File([content as Uint8Array<ArrayBuffer>], name)
const ORDERS = fileOf('orders.json', jsonOf([order]))
const BATCH = fileOf('batch.json.gz', gzipSync(protoOf([batch])))
const { signal } = new AbortController()

function read(shelf: FileShelf, files: readonly File[], stop = signal) {
  return shelf.read(files, { signal: stop, onProgress: () => {} })
}

async function shelfOf(...files: File[]): Promise<FileShelf> {
  const shelf = new FileShelf()
  await read(shelf, files)
  shelf.keep()
  return shelf
}

describe('files that are read', () => {
  it('make one source, so that a link in one finds its span in another', async () => {
    const shelf = await shelfOf(ORDERS, BATCH)
    const [resolved] = await shelf.source.resolveSpans([drawnRef('order/receive-order')], signal)
    expect(resolved.span?.name).toBe('receive-order')
    expect(await shelf.source.countLinksTo?.(drawnTraceId('order'), signal)).toEqual(
      new Map([[order.ref.spanId, 1]]),
    )
  })

  it('join those that are open', async () => {
    const shelf = await shelfOf(BATCH)
    const { contents } = await read(shelf, [ORDERS])
    expect(contents).toEqual({ traces: 2, spans: 2, copies: 0, onlyTrace: null })
    expect(shelf.source.contents.traces).toBe(1)
    shelf.keep()
    expect(shelf.source.contents.traces).toBe(2)
  })

  it('say which trace is the only one', async () => {
    const { contents } = await read(new FileShelf(), [BATCH])
    expect(contents?.onlyTrace).toBe(drawnTraceId('batch'))
  })

  it('count a span once that stands in several', async () => {
    const both = fileOf('all.json', jsonOf([order, batch]))
    const { contents } = await read(new FileShelf(), [ORDERS, both])
    expect(contents).toMatchObject({ spans: 2, copies: 1 })
  })
})

describe('a file that can’t be opened', () => {
  it.each([
    ['no format that is known', fileOf('a.txt', 'hello'), /Not a trace file: it is text/],
    ['empty', fileOf('a.json', ''), 'The file is empty.'],
    ['metrics', fileOf('a.json', '{"resourceMetrics":[]}'), /no trace in it: only metrics/],
    ['no spans', fileOf('a.json', '{"resourceSpans":[]}'), /no trace in it: OTLP, but empty/],
    [
      'spans of which none is one',
      fileOf('a.json', '{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"x"}]}]}]}'),
      /Nothing in it can be read\. The first reason: resourceSpans\[0\]/,
    ],
  ])('says why: %s', async (_, file, why) => {
    const { reports, contents } = await read(new FileShelf(), [file])
    expect(reports).toEqual([
      { opened: false, name: file.name, why: expect.stringMatching(why) as string },
    ])
    expect(contents).toBeNull()
  })

  it('is too large before a byte of it is read', async () => {
    const huge = Object.defineProperty(fileOf('huge.json', ''), 'size', { value: 600_000_000 })
    const { reports } = await read(new FileShelf(), [huge])
    expect(reports).toMatchObject([{ opened: false, why: expect.stringMatching('500 MiB') }])
  })

  it('does not keep the others from being opened', async () => {
    const { reports, contents } = await read(new FileShelf(), [fileOf('a', 'x'), ORDERS])
    expect(reports.map(({ opened }) => opened)).toEqual([false, true])
    expect(contents?.traces).toBe(1)
  })

  it('leaves what is open as it is', async () => {
    const shelf = await shelfOf(ORDERS)
    await read(shelf, [fileOf('a', 'x')])
    shelf.keep()
    expect(shelf.source.contents.traces).toBe(1)
  })

  it('is the same one again; of one name with another content, both are opened', async () => {
    const shelf = await shelfOf(ORDERS)
    const again = fileOf('orders.json', jsonOf([order]))
    const changed = fileOf('orders.json', jsonOf([order, batch]))
    const { reports, contents } = await read(shelf, [again, changed])
    expect(reports).toMatchObject([
      { opened: false, why: 'The same file is open already.' },
      { opened: true, spans: 2 },
    ])
    expect(contents?.traces).toBe(2)
  })
})

it('records that can’t be read are counted and listed with their line', async () => {
  const file = fileOf('lines.jsonl', `${jsonOf([order])}\n{"broken\n${jsonOf([batch])}\n`)
  const { reports } = await read(new FileShelf(), [file])
  expect(reports).toMatchObject([
    { opened: true, spans: 2, badRecords: 1, notes: [{ path: 'line 2' }] },
  ])
})

it('who cancels gets none of the files, and keeps those that were open', async () => {
  const shelf = await shelfOf(ORDERS)
  const controller = new AbortController()
  const stopped = shelf.read([BATCH, fileOf('all.json', jsonOf(spans))], {
    signal: controller.signal,
    onProgress: ({ at }) => {
      if (at === 2) controller.abort()
    },
  })
  await expect(stopped).rejects.toThrow('abort')
  shelf.keep()
  expect(shelf.source.contents.traces).toBe(1)
})

it('the progress names each file and never goes back', async () => {
  const told: ReadProgress[] = []
  await new FileShelf().read([ORDERS, BATCH], { signal, onProgress: (step) => told.push(step) })
  expect(new Set(told.map(({ name, at, of }) => `${name} ${at}/${of}`))).toEqual(
    new Set(['orders.json 1/2', 'batch.json.gz 2/2']),
  )
  const done = told.map((step) => step.done)
  expect(done).toEqual([...done].sort((a, b) => a - b))
  expect(done[0]).toBe(0)
  expect(done.at(-1)).toBeLessThan(1)
})

it('nothing is answered before a file is open', () => {
  expect(() => new FileShelf().source).toThrow('no longer open')
})
