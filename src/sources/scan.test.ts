import { describe, expect, test } from 'vitest'
import { spanBatchOf } from '../model/span-batch-of.ts'
import type { Span } from '../model/span.ts'
import { DRAWN_ORIGIN, draw, drawnRef } from '../testing/trace-notation.ts'
import { type ScanPart, SCAN_TRACES, scanForLinks } from './scan.ts'
import type { LinksToQuery, ScanProgress, ScanScope } from './source.ts'

const { signal } = new AbortController()
const HOUR = 3_600_000_000_000n

/** One linking trace every so many milliseconds. */
function linkingTraces(count: number, every: number): readonly Span[] {
  const lines = Array.from({ length: count }, (_, i) => {
    const at = i * every
    return `trace t${i}\n${at}-${at} s op${i} -> target/span`
  })
  return draw(lines.join('\n')).spans
}

const target: LinksToQuery = { ...drawnRef('target/span'), cursor: null, limit: 500 }

async function scan(spans: readonly Span[], scope: Partial<ScanScope>, near?: bigint) {
  const parts: ScanPart[] = []
  const told: ScanProgress[] = []
  const page = await scanForLinks(
    {
      target: near === undefined ? target : { ...target, near },
      scope: {
        from: DRAWN_ORIGIN,
        to: DRAWN_ORIGIN + HOUR,
        services: null,
        maxTraces: 100_000,
        ...scope,
      },
      services: scope.services ?? [null],
      search: async (part, limit) => {
        parts.push(part)
        const inside = spans.filter(({ start }) => start >= part.from && start < part.to)
        return spanBatchOf(inside.slice(0, limit))
      },
      onProgress: (progress) => told.push(progress),
    },
    signal,
  )
  return { page, parts, told }
}

describe('a scan', () => {
  test('finds every link in its scope, however many traces there are in a stretch of time', async () => {
    const spans = linkingTraces(3 * SCAN_TRACES, 100)
    const { page, told } = await scan(spans, {})
    expect(page.total).toBe(spans.length)
    expect(page.searched).toMatchObject({ traces: spans.length, leftOut: [] })
    expect(page.backlinks.map(({ from }) => from.name)).toEqual(spans.map(({ name }) => name))
    expect(told.at(-1)).toMatchObject({ traces: spans.length, done: told.length, of: told.length })
  })

  test('says which moment has more traces than it can take apart', async () => {
    const spans = linkingTraces(SCAN_TRACES + 1, 0)
    const { page } = await scan(spans, {})
    expect(page.searched?.leftOut).toEqual([
      expect.stringContaining('within a millisecond at 2026-11-22T14:00:00.000Z'),
    ])
  })

  test('stops at its number of traces, and says so', async () => {
    const { page } = await scan(linkingTraces(100, 60_000), {
      maxTraces: 10,
      to: DRAWN_ORIGIN + 2n * HOUR,
    })
    const edge = DRAWN_ORIGIN + HOUR
    expect(page.searched).toMatchObject({
      from: edge,
      to: edge + HOUR,
      traces: 40,
      notSearched: { from: DRAWN_ORIGIN, to: edge },
    })
  })

  test('begins at the target, whose effects come soon after; without one with the newest', async () => {
    const to = DRAWN_ORIGIN + 3n * HOUR
    const { parts: near } = await scan([], { to }, DRAWN_ORIGIN)
    expect(near.map(({ from }) => (from - DRAWN_ORIGIN) / HOUR)).toEqual([0n, 1n, 2n])
    const { parts: newest } = await scan([], { to })
    expect(newest.map(({ from }) => (from - DRAWN_ORIGIN) / HOUR)).toEqual([2n, 1n, 0n])
  })

  test('goes through services one by one, and counts a trace of several once', async () => {
    const { page, parts } = await scan(linkingTraces(1, 0), { services: ['s', 't'] })
    expect(parts.map(({ service }) => service)).toEqual(['s', 't'])
    expect(page).toMatchObject({ total: 1, searched: { traces: 1, services: ['s', 't'] } })
  })

  test('tells at every step what it has not looked at', async () => {
    const to = DRAWN_ORIGIN + 2n * HOUR
    const near = await scan([], { to, services: ['s', 't'] }, DRAWN_ORIGIN)
    expect(near.told.map(({ searched }) => (searched.to - DRAWN_ORIGIN) / HOUR)).toEqual([
      0n,
      1n,
      1n,
      2n,
    ])
    expect(near.told[1].searched.notSearched).toEqual({ from: DRAWN_ORIGIN + HOUR, to })
    const newest = await scan([], { to })
    expect(newest.told[0].searched).toMatchObject({
      from: DRAWN_ORIGIN + HOUR,
      to,
      notSearched: { from: DRAWN_ORIGIN, to: DRAWN_ORIGIN + HOUR },
    })
    expect(newest.page.searched?.notSearched).toBeUndefined()
  })

  test('goes on with the newer half of a stretch that is too full, where the newest come first', async () => {
    const { parts } = await scan(linkingTraces(SCAN_TRACES + 1, 10_000), {})
    expect(parts[1].to).toBe(DRAWN_ORIGIN + HOUR)
    expect(parts[2].to).toBe(parts[1].from)
  })
})
