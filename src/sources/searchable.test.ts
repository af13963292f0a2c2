import { expect, test } from 'vitest'
import { searchFor } from '../testing/searches.ts'
import { fileSource } from './file/client.ts'
import { jaegerSource } from './jaeger/client.ts'
import { localSource } from './local/client.ts'
import { refuseUnsearchable } from './searchable.ts'
import type { Capabilities } from './source.ts'
import { fakeJaeger } from '../testing/fake-jaeger.ts'

const { signal } = new AbortController()
const RAW = searchFor({ raw: '{ status = error }' })

const CAPABILITIES: Capabilities = {
  linkedFrom: 'none',
  linkAttributes: true,
  resolveAtOnce: 1,
  watch: false,
  attributeNames: true,
  unsearchable: { linksIn: 'It keeps no index.' },
}

test('a part that a source can’t answer is refused in its words', () => {
  const query = searchFor({ links: 'in', service: 'shop' })
  expect(() => refuseUnsearchable(query, CAPABILITIES)).toThrow('It keeps no index.')
  expect(() => refuseUnsearchable(searchFor({ service: 'shop' }), CAPABILITIES)).not.toThrow()
})

test('a query in a source’s own language stands instead of the parts', () => {
  const query = { ...RAW, links: 'in' } as const
  expect(() =>
    refuseUnsearchable(query, { ...CAPABILITIES, queryLanguage: 'TraceQL' }),
  ).not.toThrow()
})

test.each([
  ['the local store', async () => localSource('http://store')],
  ['files', () => fileSource([], { signal })],
  [
    'Jaeger',
    async () =>
      jaegerSource({
        id: 'j',
        name: 'j',
        base: 'http://jaeger',
        fetch: fakeJaeger([], '2.20').fetch,
      }),
  ],
])('%s has no language of its own, and refuses one instead of leaving it out', async (_, open) => {
  const source = await open()
  expect(source.capabilities.queryLanguage).toBeUndefined()
  await expect(source.searchTraces(RAW, signal)).rejects.toMatchObject({
    code: 'unsupported',
    message: 'This source has no query language of its own.',
  })
})
