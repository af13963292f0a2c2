import { describe, expect, test } from 'vitest'
import { type JaegerVersion, fakeJaeger } from '../../testing/fake-jaeger.ts'
import { searchFor } from '../../testing/searches.ts'
import { DRAWN_ORIGIN, draw } from '../../testing/trace-notation.ts'
import { jaegerSource } from './client.ts'

const { signal } = new AbortController()
const during = { from: DRAWN_ORIGIN, to: DRAWN_ORIGIN + 1_000_000_000n }

const { spans } = draw(`
  trace failed
  0-1 shop pay amount=7 !error
  trace mixed
  10-20 shop order !ok
    11-12 shop pay !error
  trace fine
  30-31 shop order !ok
  trace plain
  40-41 shop order
`)

function sourceOf(version: JaegerVersion) {
  const { fetch, requests } = fakeJaeger(spans, version)
  const source = jaegerSource({ id: 'j', name: 'Jaeger', base: 'http://jaeger', fetch })
  const search = async (part: Parameters<typeof searchFor>[0]) => {
    const query = searchFor({ ...during, service: 'shop', status: 'error', ...part })
    const { traces, searched } = await source.searchTraces(query, signal)
    return { roots: traces.map(({ rootName }) => rootName), leftOut: searched?.leftOut ?? [] }
  }
  return { search, searches: () => requests.filter((path) => /traces\?/.test(path)).length }
}

describe.each<JaegerVersion>(['legacy', '2.13', '2.20'])('a search for errors in %s', (version) => {
  test('finds the failed traces', async () => {
    const { search } = sourceOf(version)
    expect(await search({})).toEqual({ roots: ['order', 'pay'], leftOut: [] })
  })

  test('finds those whose failed span fits the rest of the query', async () => {
    const { search } = sourceOf(version)
    expect((await search({ operation: 'order' })).roots).toEqual([])
    const attributes = [{ key: 'amount', value: '7' }]
    expect((await search({ attributes })).roots).toEqual(['pay'])
  })
})

test('a Jaeger that takes errors for their opposite is asked for all traces, and what that leaves out is said', async () => {
  const { search } = sourceOf('2.13')
  const { roots, leftOut } = await search({ limit: 2 })
  expect(roots).toEqual(['order'])
  expect(leftOut).toEqual([
    'This Jaeger was not seen to search for errors: they were looked for among 3 traces only.',
  ])
})

test('a Jaeger that was seen to understand is asked once', async () => {
  const { search, searches } = sourceOf('2.20')
  await search({})
  const first = searches()
  await search({ operation: 'order' })
  expect(searches() - first).toBe(1)
})
