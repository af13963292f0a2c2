import { describe, expect, test } from 'vitest'
import type { ServedFile } from '../sources/gateway-schema.ts'
import { memoryNavigation } from '../state/navigation.ts'
import { createPreferences } from '../state/preferences.ts'
import { createViewStore } from '../state/view-store.ts'
import { jsonOf } from '../testing/documents.ts'
import { memoryStorage } from '../testing/memory-storage.ts'
import { draw, drawnRef, drawnTraceId } from '../testing/trace-notation.ts'
import { fileRunner } from './file-host.ts'
import { FileMemory } from './file-memory.ts'
import { FilesNotOpen, OpenedFiles } from './opened-files.ts'
import { SourceRegistry } from './source-registry.ts'
import { workerChannel } from './worker-channel.ts'
import { workerTraceHost } from './worker-host.ts'

const { spans } = draw(`
  trace order
  0-10 shop receive-order
  trace batch
  50-90 jobs process-batch -> order/receive-order
`)
const [order, batch] = spans
const ORDERS = new File([jsonOf([order])], 'orders.json')
const BATCH = new File([jsonOf([batch])], 'batch.json')
const BROKEN = new File(['hello'], 'notes.txt')
const BATCH_PLACE = `/trace/${drawnTraceId('batch')}?source=files`

const forbidden = (): never => {
  throw new Error('no workers here')
}

/** A page at an address, with the files that its server hands out. */
function pageAt(href: string, served: readonly ServedFile[] = [], storage = memoryStorage()) {
  const navigation = memoryNavigation(href)
  const shared = {
    navigation,
    preferences: createPreferences(null),
    views: createViewStore(null),
    startWorker: () => workerTraceHost(forbidden),
  }
  const sources = { namedBy: 'The test', entries: () => Promise.resolve([]) }
  const registry = new SourceRegistry(shared, sources, null)
  const files = new OpenedFiles({
    startChannel: () => workerChannel(forbidden, () => Promise.resolve(fileRunner())),
    memory: new FileMemory(storage),
    navigation,
    add: (source) => registry.add(source),
    changed: () => registry.changed(),
    served: () => Promise.resolve(served),
  })
  registry.provide('files', () => files.explorer())
  return { files, registry, navigation, state: () => files.state.getState() }
}

const { signal } = new AbortController()

describe('opening files goes', () => {
  test('to the traces of their source', async () => {
    const { files, navigation } = pageAt('/')
    await files.choose([ORDERS, BATCH])
    expect(navigation.current()).toBe('/?source=files')
  })

  test('to the trace, where there is but one', async () => {
    const { files, navigation } = pageAt('/')
    await files.choose([BATCH])
    expect(navigation.current()).toBe(BATCH_PLACE)
  })

  test('nowhere when the address has waited for them', async () => {
    const { files, navigation } = pageAt(BATCH_PLACE)
    await files.choose([ORDERS, BATCH])
    expect(navigation.current()).toBe(BATCH_PLACE)
  })

  test('nowhere when none can be opened, and says why of each', async () => {
    const { files, navigation, registry, state } = pageAt('/')
    const folder = { opened: false, name: 'traces', why: 'This is a folder.' } as const
    await files.choose([BROKEN], [folder])
    expect(navigation.current()).toBe('/')
    expect(state().refused).toEqual([
      folder,
      { opened: false, name: 'notes.txt', why: expect.stringMatching('Not a trace file') },
    ])
    expect(await registry.list(signal)).toEqual([])
    files.dismissRefused()
    expect(state().refused).toEqual([])
  })
})

describe('the source of the files', () => {
  test('is listed, and named after them', async () => {
    const { files, registry } = pageAt('/')
    await files.choose([ORDERS])
    expect(await registry.list(signal)).toMatchObject([{ id: 'files', name: 'orders.json' }])
    await files.choose([BATCH, new File([jsonOf(spans)], 'all.json')])
    expect(await registry.list(signal)).toMatchObject([{ name: 'orders.json and 2 more' }])
  })

  test('stays the same when more are added, and what was read of it is read again', async () => {
    const { files, registry } = pageAt('/')
    await files.choose([BATCH])
    const explorer = await registry.open('files')
    const query = { queryKey: ['services'], queryFn: () => explorer.source.listServices(signal) }
    expect(await explorer.queries.fetchQuery(query)).toEqual(['jobs'])
    await files.choose([ORDERS])
    expect(await registry.open('files')).toBe(explorer)
    expect(explorer.queries.getQueryState(query.queryKey)?.isInvalidated).toBe(true)
    const [found] = await explorer.source.resolveSpans([drawnRef('order/receive-order')], signal)
    expect(found.span?.name).toBe('receive-order')
  })

  test('can’t be opened before someone has chosen the files', async () => {
    const { registry, files } = pageAt(BATCH_PLACE)
    await expect(registry.open('files')).rejects.toBeInstanceOf(FilesNotOpen)
    await files.choose([BATCH])
    expect((await registry.open('files')).source.id).toBe('files')
  })
})

test('after a reload the page names what was open, until it is chosen again', async () => {
  const storage = memoryStorage()
  await pageAt('/', [], storage).files.choose([ORDERS, BATCH])
  const { files, state } = pageAt('/?source=files', [], storage)
  expect(state().lost).toEqual(['orders.json', 'batch.json'])
  await files.choose([BATCH])
  expect(state().lost).toEqual(['orders.json'])
})

test('a reading that is cancelled opens nothing and says nothing', async () => {
  const { files, state, navigation } = pageAt('/')
  const chosen = files.choose([ORDERS, BATCH])
  files.state.subscribe(({ reading }) => reading && files.cancel())
  await chosen
  expect(state()).toMatchObject({ reading: null, opened: [], refused: [], contents: null })
  expect(navigation.current()).toBe('/')
})

describe('files that the server hands out', () => {
  const href = `data:application/json,${encodeURIComponent(jsonOf([order]))}`
  const served = [{ name: 'orders.json', href, size: 100 }]

  test('are opened when their source is', async () => {
    const { registry, state } = pageAt('/?source=files', served)
    const { source } = await registry.open('files')
    expect(await source.listServices(signal)).toEqual(['shop'])
    expect(state().opened).toMatchObject([{ name: 'orders.json', spans: 1 }])
  })

  test('are joined by those that are chosen before', async () => {
    const { files, state } = pageAt('/', served)
    await files.choose([BATCH])
    expect(state().contents?.traces).toBe(2)
  })

  test('are not asked for again after a reload', async () => {
    const storage = memoryStorage()
    await pageAt('/', served, storage).files.choose([BATCH])
    expect(pageAt('/', served, storage).state().lost).toEqual(['batch.json'])
  })

  test('say why when none can be opened', async () => {
    const broken = [{ name: 'notes.txt', href: 'data:text/plain,hello', size: 5 }]
    const { registry, state } = pageAt('/?source=files', broken)
    await expect(registry.open('files')).rejects.toMatchObject({ code: 'unreachable' })
    expect(state().refused).toMatchObject([{ name: 'notes.txt' }])
  })
})
