import { expect, it } from 'vitest'
import { drawnRef, drawnTraceId } from '../testing/trace-notation.ts'
import { memoryStorage } from '../testing/memory-storage.ts'
import { createPreferences } from './preferences.ts'
import {
  FRESH_VIEW,
  createViewStore,
  linkViewKey,
  updateLinkView,
  updateTraceView,
} from './view-store.ts'

it('a trace’s view survives a reload', () => {
  const storage = memoryStorage()
  const store = createViewStore(storage)
  const id = drawnTraceId('a')
  updateTraceView(store, id, { scrollTop: 520, collapsed: [3], length: 9 })
  updateTraceView(store, id, { scrollTop: 540 })
  store.keep()
  expect(createViewStore(storage).getState().traces[id]).toMatchObject({
    scrollTop: 540,
    collapsed: [3],
    length: 9,
  })
})

it('a link table’s filter, order and unfolded lines survive a reload', () => {
  const storage = memoryStorage()
  const store = createViewStore(storage)
  const key = linkViewKey(drawnRef('batch/process'), 'link')
  const sort = { column: 'wait', descending: true }
  updateLinkView(store, key, { filter: 'order.id=7', sort, open: ['a', 'b'] })
  store.keep()
  expect(createViewStore(storage).getState().links[key]).toMatchObject({
    filter: 'order.id=7',
    sort,
    open: ['a', 'b'],
    active: null,
  })
})

it('what was kept and is of another kind is left out, the rest stays', () => {
  const storage = memoryStorage()
  const id = drawnTraceId('a')
  const traces = { [id]: { scrollTop: 'far down', collapsed: 7, length: 3, shown: 5 } }
  storage.setItem('trace-link-explorer.views', JSON.stringify({ traces, searches: 4, links: null }))
  const state = createViewStore(storage).getState()
  expect(state.traces[id]).toEqual({ ...FRESH_VIEW, length: 3 })
  expect(state.links).toEqual({})
})

it('only the newest views are kept', () => {
  const store = createViewStore(null)
  for (let i = 0; i < 80; i++) updateTraceView(store, drawnTraceId(`t${i}`), { scrollTop: i })
  const { traces } = store.getState()
  expect(Object.keys(traces)).toHaveLength(50)
  expect(traces[drawnTraceId('t79')].scrollTop).toBe(79)
  expect(traces[drawnTraceId('t0')]).toBeUndefined()
})

it('storage that refuses or holds nonsense costs only the memory', () => {
  const broken = memoryStorage()
  broken.setItem('trace-link-explorer.views', '{nonsense')
  broken.setItem(
    'trace-link-explorer.preferences',
    '{"theme":"plaid","zone":7,"detailsWidth":99,"namesWidth":"wide"}',
  )
  expect(createViewStore(broken).getState().traces).toEqual({})
  expect(createPreferences(broken).getState()).toEqual(createPreferences(null).getState())
  const full = memoryStorage()
  full.setItem = () => {
    throw new DOMException('full', 'QuotaExceededError')
  }
  const preferences = createPreferences(full)
  preferences.setState({ theme: 'dark' })
  expect(preferences.getState().theme).toBe('dark')
})

it('a preference is remembered', () => {
  const storage = memoryStorage()
  createPreferences(storage).setState({ zone: 'utc', namesWidth: 0.5 })
  expect(createPreferences(storage).getState()).toMatchObject({ zone: 'utc', namesWidth: 0.5 })
})
