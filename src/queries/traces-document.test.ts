import { describe, expect, test } from 'vitest'
import { atOnce } from '../base/slices.ts'
import type { TraceId } from '../model/ids.ts'
import { fileSource } from '../sources/file/client.ts'
import { decodeFile } from '../sources/file/decode-file.ts'
import { SourceError } from '../sources/source.ts'
import { sourceOf } from '../testing/graph-driver.ts'
import { draw, drawnRef, drawnTraceId } from '../testing/trace-notation.ts'
import type { TraceHost } from './trace-host.ts'
import { traceRunner } from './trace-host.ts'
import { tracesDocument } from './traces-document.ts'

const DRAWN = draw(`
  trace batch
  0-10 jobs process batch.size=2 -> a/receive(order.id=9007199254740993) -> gone/x
  trace a
  -20--10 shop receive`)

const NEVER = new AbortController().signal
const run = traceRunner()
const traces: Pick<TraceHost, 'json'> = {
  json: async (encoded, traceId) => {
    const options = { signal: NEVER, onProgress: () => {} }
    return (await run({ what: 'json', encoded, traceId }, options)).value as string
  },
}
const ids = (...labels: string[]) => labels.map((label) => drawnTraceId(label))

describe('a document of traces', () => {
  test('opens again as a file whose links lead to each other', async () => {
    const source = await sourceOf(DRAWN.spans)
    const wanted = ids('batch', 'gone', 'a')
    const made = await tracesDocument({ source, traces }, wanted, NEVER, () => {})
    expect(made).toMatchObject({ traces: 2, missing: 1 })
    const bytes = new TextEncoder().encode(made.parts.join(''))
    const file = await fileSource([atOnce(decodeFile('graph.json', bytes))], { signal: NEVER })
    const refs = [drawnRef('a/receive'), drawnRef('batch/process')]
    const resolved = await file.resolveSpans(refs, NEVER)
    expect(resolved.map(({ span }) => span?.name)).toEqual(['receive', 'process'])
    expect(made.parts.join('')).toContain('"9007199254740993"')
  })

  test('is cancelled with its signal', async () => {
    const source = await sourceOf(DRAWN.spans)
    const controller = new AbortController()
    const asked: TraceId[] = []
    const slow = {
      fetchTrace: (traceId: TraceId, signal: AbortSignal) => {
        asked.push(traceId)
        controller.abort()
        return source.fetchTrace(traceId, signal)
      },
    }
    const many = Array.from({ length: 50 }, () => drawnTraceId('a'))
    await expect(
      tracesDocument({ source: slow, traces }, many, controller.signal, () => {}),
    ).rejects.toThrow()
    expect(asked.length).toBeLessThan(10)
  })

  test('is not made when a trace can’t be read', async () => {
    const broken = {
      fetchTrace: () => Promise.reject(new SourceError('unauthorised', 'Not for you.')),
    }
    await expect(
      tracesDocument({ source: broken, traces }, ids('a'), NEVER, () => {}),
    ).rejects.toThrow('Not for you.')
  })

  test('of no trace is still a document', async () => {
    const source = await sourceOf(DRAWN.spans)
    const { parts } = await tracesDocument({ source, traces }, [], NEVER, () => {})
    expect(JSON.parse(parts.join(''))).toEqual({ resourceSpans: [] })
  })
})
