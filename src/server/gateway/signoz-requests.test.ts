import { expect, test } from 'vitest'
import { signozSource } from '../../sources/signoz/client.ts'
import { type SignozVersion, fakeSignoz } from '../../testing/fake-signoz.ts'
import { searchFor } from '../../testing/searches.ts'
import { DRAWN_ORIGIN, draw, drawnRef } from '../../testing/trace-notation.ts'
import { allowedPath, allowedRequests } from './allowed-path.ts'
import { KINDS } from './kinds.ts'
import { MAX_REQUEST_BODY } from './request-body.ts'
import { selectOnly } from './select-only.ts'

const { signal } = new AbortController()
const { spans } = draw('trace a\n 0-1 shop receive-order\n  0-1 shop inner -> a/receive-order')
const window = { from: DRAWN_ORIGIN - 1_000_000_000n, to: DRAWN_ORIGIN + 1_000_000_000n }

test.each<SignozVersion>(['0.80.0', '0.100.1', '0.138.0'])(
  'whatever is asked of SigNoz %s passes, and comes as it was meant',
  async (version) => {
    const fake = fakeSignoz(spans, { version })
    const allowed = allowedRequests(KINDS.signoz.allowed)
    const refused: string[] = []
    const source = signozSource({
      id: 's',
      name: 'SigNoz',
      base: 'http://signoz',
      fetch: async (input, init) => {
        const request = new Request(input, init)
        const { pathname } = new URL(request.url)
        const passes = allowedPath(pathname, allowed)?.methods.includes(request.method)
        if (!passes) refused.push(`${request.method} ${pathname}`)
        if (request.method === 'POST') {
          const body = await request.clone().text()
          expect(body.length).toBeLessThan(MAX_REQUEST_BODY)
          expect(selectOnly(body)).toBe(body)
        }
        return fake.answer(request)
      },
    })
    await source.probe?.(signal)
    await source.listServices(signal)
    await source.listOperations('shop', signal)
    await source.listAttributeKeys(null, signal)
    await source.listAttributeValues('order.id', 'shop', signal)
    await source.fetchTrace(drawnRef('a/inner').traceId, signal)
    const refs = Array.from({ length: source.capabilities.resolveAtOnce }, (_, i) =>
      drawnRef(`${i}/x`),
    )
    expect(await source.resolveSpans(refs, signal)).toHaveLength(refs.length)
    const found = await source.searchTraces(searchFor({ ...window, links: 'out' }), signal)
    expect(found.traces).toHaveLength(1)
    const scan = { ...window, services: null, maxTraces: 10 }
    const target = { ...drawnRef('a/receive-order'), cursor: null, limit: 10, scan }
    expect((await source.findLinksTo(target, signal)).total).toBe(1)
    expect(refused).toEqual([])
  },
)
