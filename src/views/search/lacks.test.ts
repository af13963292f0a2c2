import { expect, test } from 'vitest'
import type { TraceSummary } from '../../model/summary.ts'
import { fileSource } from '../../sources/file/client.ts'
import { jaegerSource } from '../../sources/jaeger/client.ts'
import { localSource } from '../../sources/local/client.ts'
import { DEFAULT_SEARCH } from '../../state/search-state.ts'
import { lacks } from './lacks.ts'
import { widerTime } from './wider-time.ts'

const jaeger = jaegerSource({ id: 'j', name: 'j', base: 'http://jaeger' })
const bar = { service: 's', start: 0, width: 1, depth: 0 }
const whole = { spanCount: 1, linksOut: 0, linkedFrom: 0, shape: [bar] } as unknown as TraceSummary

test('what no trace of an answer has is named once, above them', () => {
  const traces = [
    { ...whole, linksOut: null, shape: [] },
    { ...whole, linksOut: null },
  ]
  expect(lacks(traces, localSource())).toEqual(['Not told by this source’s search: links out.'])
  const bare = { ...whole, spanCount: null, linksOut: null, linkedFrom: null, shape: [] }
  expect(lacks([bare], localSource())).toEqual([
    'Not told by this source’s search: the number of spans, links out, linked from, the shape of a trace.',
  ])
  expect(lacks([whole], localSource())).toEqual([])
  expect(lacks([], localSource())).toEqual([])
})

test('a running system that does not tell of new traces says so; files have none', async () => {
  const { signal } = new AbortController()
  expect(lacks([whole], jaeger)).toEqual([
    'New traces don’t show by themselves here: search again.',
  ])
  expect(lacks([whole], await fileSource([], { signal }))).toEqual([])
})

test('a search is widened step by step, and a chosen time is left alone', () => {
  const times: string[] = []
  for (let next = widerTime({ ...DEFAULT_SEARCH, time: '15m' }); next; next = widerTime(next)) {
    times.push(next.time)
  }
  expect(times).toEqual(['1h', '6h', '24h', '7d', '30d', '365d'])
  expect(widerTime(DEFAULT_SEARCH)?.time).toBe('7d')
  for (const time of ['custom', '2h', '__proto__']) {
    expect(widerTime({ ...DEFAULT_SEARCH, time })).toBeNull()
  }
})
