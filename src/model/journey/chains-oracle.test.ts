import fc from 'fast-check'
import { expect, it } from 'vitest'
import { MILLISECOND } from '../../base/time.ts'
import { edgesOf, readTraces } from '../../testing/linked-traces.ts'
import { DRAWN_ORIGIN, draw } from '../../testing/trace-notation.ts'
import { type SpanKey, spanKey } from '../ids.ts'
import type { LinkEdge } from '../link-graph/link-graph.ts'
import { STATUS_ERROR, type Span } from '../span.ts'
import { chainGraph } from './chain-graph.ts'
import { type Chain, chainsThrough } from './chains.ts'
import { journeyAlong } from './journey-along.ts'

/*
 * Against a slow and obvious implementation: it tries every sequence of links, and counts time millisecond by millisecond. Graphs
 * are generated with cycles, diamonds, duplicates, dangling targets and skewed clocks.
 */

interface DraftSpan {
  /** Indices into the spans before it; −1: a root. */
  readonly parent: number
  readonly start: number
  readonly length: number
  readonly failed: boolean
  /** Trace and span of each link, which may not exist, and the item that it names; 0: none. */
  readonly links: readonly {
    readonly trace: number
    readonly span: number
    readonly item: number
  }[]
}

const TRACES = 4
const SPANS = 3

const draftSpan = fc.record<DraftSpan>({
  parent: fc.integer({ min: -1, max: SPANS - 1 }),
  start: fc.integer({ min: -20, max: 100 }),
  length: fc.nat(20),
  failed: fc.boolean(),
  links: fc.array(fc.record({ trace: fc.nat(TRACES), span: fc.nat(SPANS - 1), item: fc.nat(2) }), {
    maxLength: 2,
  }),
})
const someTraces = fc.array(fc.array(draftSpan, { minLength: 1, maxLength: SPANS }), {
  minLength: 1,
  maxLength: TRACES,
})

/** As a drawing. Every span has an operation of its own, so that no two are attempts at the same message. */
function drawTraces(traces: readonly (readonly DraftSpan[])[]): readonly Span[] {
  const lines = traces.flatMap((spans, trace) => [
    `trace t${trace}`,
    ...spans.map(({ parent, start, length, failed, links }, at) => {
      const up = parent >= 0 && parent < at ? ` ^s${parent}` : ''
      const targets = links.map(({ trace: to, span, item }) => {
        const names = item === 0 ? '' : `(order.id=A-${item})`
        return ` -> t${to}/s${span}${names}`
      })
      const name = `op-${trace}-${at} #s${at}`
      return `${start}-${start + length} svc ${name}${failed ? ' !error' : ''}${up}${targets.join('')}`
    }),
  ])
  return draw(lines.join('\n')).spans
}

/** Everything below asks only this: the spans, and all links but those from a span to itself. */
class Oracle {
  readonly spans: ReadonlyMap<SpanKey, Span>
  readonly edges: readonly LinkEdge[]

  constructor(spans: readonly Span[]) {
    this.spans = new Map(spans.map((span) => [spanKey(span.ref), span]))
    this.edges = edgesOf(spans).filter(({ from, to }) => spanKey(from) !== spanKey(to))
  }

  ancestors(span: Span): Span[] {
    const parent = span.parentSpanId
    const up = parent && this.spans.get(spanKey({ ...span.ref, spanId: parent }))
    return up ? [up, ...this.ancestors(up)] : []
  }

  isAbove(a: Span, b: Span): boolean {
    return this.ancestors(b).includes(a)
  }

  isInLine(a: Span, b: Span): boolean {
    return a === b || this.isAbove(a, b) || this.isAbove(b, a)
  }

  entries(traceId: string): LinkEdge[] {
    return this.edges.filter(({ from }) => from.traceId === traceId)
  }

  exits(traceId: string): LinkEdge[] {
    return this.edges.filter(({ to }) => to.traceId === traceId)
  }

  itemOf({ links }: LinkEdge): unknown {
    return links.flatMap(({ attributes }) => attributes ?? [])[0]?.value
  }

  sameItem(entry: LinkEdge, exit: LinkEdge): boolean {
    const { traceId } = entry.from
    const before = this.entries(traceId).map((edge) => this.itemOf(edge))
    const after = this.exits(traceId).map((edge) => this.itemOf(edge))
    const named = [...before, ...after].filter((item) => item !== undefined)
    const lasts = before.some((item) => item !== undefined && after.includes(item))
    const [a, b] = [this.itemOf(entry), this.itemOf(exit)]
    return !lasts || new Set(named).size < 2 || a === undefined || b === undefined || a === b
  }

  exitsFrom(entry: LinkEdge): LinkEdge[] {
    const from = this.spans.get(spanKey(entry.from))!
    const ofItem = this.exits(entry.from.traceId).filter((exit) => this.sameItem(entry, exit))
    const near = ofItem.filter(({ to }) => {
      const out = this.spans.get(spanKey(to))
      return !out || this.isInLine(from, out)
    })
    if (near.length > 0) return near
    return ofItem.filter(({ to }) => this.spans.get(spanKey(to))!.start >= from.start)
  }

  entriesTo(span: Span): LinkEdge[] {
    const entries = this.entries(span.ref.traceId)
    const linking = (of: Span) => entries.filter(({ from }) => spanKey(from) === spanKey(of.ref))
    for (const up of [span, ...this.ancestors(span)]) if (linking(up).length > 0) return linking(up)
    const below = [...this.spans.values()].filter((other) => this.isAbove(span, other))
    return below.flatMap(linking).length > 0 ? below.flatMap(linking) : entries
  }

  exitsAfter(span: Span): LinkEdge[] {
    const cameInAbove = this.entriesTo(span).some(({ from }) =>
      this.isAbove(this.spans.get(spanKey(from))!, span),
    )
    if (cameInAbove) return []
    const exits = this.exits(span.ref.traceId)
    const near = exits.filter(({ to }) => {
      const out = this.spans.get(spanKey(to))
      return out && this.isInLine(out, span)
    })
    return near.length > 0 ? near : exits
  }

  /** Every sequence of links that one may follow, passing no linking span twice. */
  sequences(): LinkEdge[][] {
    const longer = (sequence: LinkEdge[]): LinkEdge[][] => [
      sequence,
      ...this.exitsFrom(sequence[sequence.length - 1])
        .filter((exit) => isFresh(exit, sequence))
        .flatMap((exit) => longer([...sequence, exit])),
    ]
    return this.edges.flatMap((edge) => longer([edge]))
  }

  chainsThrough(span: Span): Set<string> {
    const entries = this.entriesTo(span)
    const led = new Set(entries.flatMap((entry) => this.exitsFrom(entry)))
    const orphans = this.exitsAfter(span).filter((exit) => !led.has(exit))
    const chains = this.sequences().filter((sequence) => {
      const last = sequence[sequence.length - 1]
      if (this.exitsFrom(last).some((exit) => isFresh(exit, sequence))) return false
      if (orphans.includes(sequence[0])) return true
      return sequence.some((edge, at) => {
        const before = sequence.slice(0, at + 1)
        const goesBack = this.edges.some(
          (entry) => isFresh(entry, before) && this.exitsFrom(entry).includes(sequence[0]),
        )
        return entries.includes(edge) && !goesBack
      })
    })
    return new Set(chains.map((edges) => edges.map(({ key }) => key).join(' ')))
  }

  /** Milliseconds of work and from the first to the last moment of a chain. */
  totals({ hops }: Chain): { readonly endToEnd: number; readonly working: number } {
    const busy = new Set<number>()
    let [first, last] = [Infinity, -Infinity]
    const extend = (from: number, to: number) => {
      first = Math.min(first, from)
      last = Math.max(last, from, to)
    }
    const work = (from: number, to: number) => {
      for (let at = from; at < to; at++) busy.add(at)
      extend(from, to)
    }
    for (let at = 0; at <= hops.length; at++) {
      const entry = at > 0 ? this.spans.get(spanKey(hops[at - 1].edge.from)) : undefined
      const exit = at < hops.length ? this.spans.get(spanKey(hops[at].edge.to)) : undefined
      const top = entry ?? (exit && [exit, ...this.ancestors(exit)].at(-1))
      if (!top) continue
      extend(startOf(top), exit ? endOf(exit) : startOf(top))
      if (exit && (exit === top || this.isAbove(top, exit))) work(startOf(top), endOf(exit))
      else {
        for (const span of this.spans.values()) {
          if (span === top || this.isAbove(top, span)) work(startOf(span), endOf(span))
        }
        if (exit && !this.isAbove(exit, top)) work(startOf(exit), endOf(exit))
      }
    }
    return { endToEnd: first > last ? 0 : last - first, working: busy.size }
  }
}

function isFresh({ from }: LinkEdge, sequence: readonly LinkEdge[]): boolean {
  return sequence.every((other) => spanKey(other.from) !== spanKey(from))
}

const startOf = ({ start }: Span) => Number(start - DRAWN_ORIGIN) / MILLISECOND
const endOf = ({ end }: Span) => Number(end - DRAWN_ORIGIN) / MILLISECOND

it('finds the chains that trying everything finds, and their totals', () => {
  fc.assert(
    fc.property(someTraces, fc.nat(), fc.infiniteStream(fc.nat()), (drafts, pick, shuffle) => {
      const spans = drawTraces(drafts)
      const selected = spans[pick % spans.length]
      const oracle = new Oracle(spans)
      const shuffled = edgesOf(spans)
        .map((edge) => ({ edge, at: shuffle.next().value ?? 0 }))
        .toSorted((a, b) => a.at - b.at)
      const graph = chainGraph(
        shuffled.map(({ edge }) => edge),
        readTraces(spans),
      )
      const { chains, more } = chainsThrough(graph, selected.ref, { chains: 5000, hops: 100 })
      expect(more).toBe(false)
      const keys = chains.map(({ hops }) => hops.map(({ edge }) => edge.key).join(' '))
      expect(new Set(keys)).toEqual(oracle.chainsThrough(selected))
      expect(new Set(keys).size).toBe(keys.length)
      for (const chain of chains) {
        const { totals } = journeyAlong(chain, selected.ref, graph)
        const { endToEnd, working } = oracle.totals(chain)
        expect(totals.endToEnd).toBe(endToEnd * MILLISECOND)
        expect(totals.working).toBe(working * MILLISECOND)
        expect(totals.waiting).toBe((endToEnd - working) * MILLISECOND)
        expect(totals.waitingInside).toBeLessThanOrEqual(totals.waiting)
        expect(chain.failed).toBe(
          chain.hops.some(({ edge: { from, to } }) =>
            [from, to].some((ref) => oracle.spans.get(spanKey(ref))?.statusCode === STATUS_ERROR),
          ),
        )
      }
    }),
    { numRuns: 400 },
  )
})

it('is the same in any order of arrival, also where the limit leaves some out', () => {
  fc.assert(
    fc.property(someTraces, (drafts) => {
      const spans = drawTraces(drafts)
      const found = [edgesOf(spans), edgesOf(spans).reverse()].map((edges) =>
        chainsThrough(chainGraph(edges, readTraces(spans)), spans[0].ref, { chains: 2, hops: 3 }),
      )
      expect(found[0]).toEqual(found[1])
      expect(found[0].chains.length).toBeLessThanOrEqual(2)
    }),
  )
})
