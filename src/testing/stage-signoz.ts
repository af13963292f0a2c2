import { http } from 'msw/http'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll } from 'vitest'
import type { Span } from '../model/span.ts'
import { signozSource } from '../sources/signoz/client.ts'
import type { TraceSource } from '../sources/source.ts'
import { type FakeSignoz, type FakeSignozOptions, fakeSignoz } from './fake-signoz.ts'

export interface StagedSignoz {
  readonly source: TraceSource
  readonly requests: FakeSignoz['requests']
}

/** For a test file: sources whose requests go out as they would to a SigNoz, and are answered by a fake one with these spans. */
export function stageSignoz(
  spans: readonly Span[],
): (options?: FakeSignozOptions, others?: readonly Span[]) => StagedSignoz {
  const server = setupServer()
  beforeAll(() => server.listen({ onUnhandledFrame: 'error' }))
  afterEach(() => server.resetHandlers())
  afterAll(() => server.close())
  return (options, others = spans) => {
    const fake = fakeSignoz(others, options)
    server.use(http.all('http://signoz/*', ({ request }) => fake.answer(request)))
    const source = signozSource({ id: 's', name: 'SigNoz', base: 'http://signoz' })
    return { source, requests: fake.requests }
  }
}
