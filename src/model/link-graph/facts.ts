import { type SpanKey, type TraceId, spanKey } from '../ids.ts'
import type { Backlink, Searched } from '../backlink.ts'
import type { SpanSummary, TraceSummary } from '../summary.ts'
import { type KnownLinks, linksByEdge } from './known-links.ts'
import { type EndTarget, type Failure, MALFORMED_KEPT } from './link-graph.ts'
import type { Answer, LinksToPage, LinksToStep, Resolved, TraceOutline } from './step.ts'

/** All that was answered, in the form in which graphs are made of it. */
export interface Facts {
  readonly traces: ReadonlyMap<TraceId, ReadTrace | Failure>
  readonly linksTo: ReadonlyMap<TraceId, LinksTo>
  /** What references were resolved to. */
  readonly spans: ReadonlyMap<SpanKey, EndTarget>
}

export interface ReadTrace {
  readonly summary: TraceSummary
  /** The links that its spans carry, in the order sent. */
  readonly links: readonly KnownLinks[]
  /** The spans that carry them. */
  readonly carriers: ReadonlyMap<SpanKey, EndTarget>
  readonly malformed: readonly Backlink[]
}

/** The links to a trace as far as its pages are known. */
export interface LinksTo {
  readonly pages: readonly (readonly KnownLinks[])[]
  /** Of the page after them; null: there is none. */
  readonly cursor: string | null
  readonly searched: Searched | null
  /** Why that page, or the first, did not come. */
  readonly failure: Failure | null
}

export const NO_FACTS: Facts = { traces: new Map(), linksTo: new Map(), spans: new Map() }

export function isFailure(fact: object): fact is Failure {
  return 'code' in fact
}

/**
 * With these answers; yields now and then. The order of answers makes no difference, but that a page counts only after the one
 * before.
 */
export function* withAnswers(facts: Facts, answers: readonly Answer[]): Generator<void, Facts> {
  const traces = new Map(facts.traces)
  const linksTo = new Map(facts.linksTo)
  const spans = new Map(facts.spans)
  for (const answer of answers) {
    if ('failure' in answer) {
      const { step, failure } = answer
      if (step.kind === 'read') traces.set(step.traceId, failure)
      else if (step.kind === 'links to') addFailedPage(linksTo, step, failure)
      else for (const ref of step.refs) spans.set(spanKey(ref), absentBy(failure))
    } else if ('outline' in answer)
      traces.set(answer.step.traceId, yield* readTrace(answer.outline))
    else if ('page' in answer) yield* addPage(linksTo, answer.step, answer.page)
    else for (const resolved of answer.spans) spans.set(spanKey(resolved.ref), targetOf(resolved))
    yield
  }
  return { traces, linksTo, spans }
}

/** Without what failed or was absent, so that it is asked again. */
export function withoutFailures({ traces, linksTo, spans }: Facts): Facts {
  return {
    traces: new Map([...traces].filter(([, fact]) => !isFailure(fact))),
    linksTo: new Map(
      [...linksTo]
        .filter(([, { pages }]) => pages.length > 0)
        .map(([traceId, fact]) => [traceId, { ...fact, failure: null }]),
    ),
    spans: new Map([...spans].filter(([, target]) => target.at !== 'absent')),
  }
}

function* readTrace({ summary, links }: TraceOutline): Generator<void, ReadTrace> {
  const carriers = new Map<SpanKey, EndTarget>()
  let before: SpanSummary | null = null
  for (const { from } of links) {
    if (from === before) continue
    before = from
    const key = spanKey(from.ref)
    if (!carriers.has(key)) carriers.set(key, elsewhere(from))
  }
  const malformed = links.filter(({ link }) => !link.to.valid).slice(0, MALFORMED_KEPT)
  return { summary, links: yield* linksByEdge(links), carriers, malformed }
}

function* addPage(
  linksTo: Map<TraceId, LinksTo>,
  { traceId, cursor: asked }: LinksToStep,
  { backlinks, cursor, searched }: LinksToPage,
): Generator<void, void> {
  const known = linksTo.get(traceId) ?? NOTHING_YET
  if (!isNext(known, asked)) return
  linksTo.set(traceId, {
    pages: [...known.pages, yield* linksByEdge(backlinks)],
    cursor,
    searched: searched ?? known.searched,
    failure: null,
  })
}

function addFailedPage(
  linksTo: Map<TraceId, LinksTo>,
  { traceId, cursor }: LinksToStep,
  failure: Failure,
): void {
  const known = linksTo.get(traceId) ?? NOTHING_YET
  if (isNext(known, cursor)) linksTo.set(traceId, { ...known, failure })
}

const NOTHING_YET: LinksTo = { pages: [], cursor: null, searched: null, failure: null }

/** Whether a page is the one that comes next: a late answer to an old question says nothing new. */
function isNext({ pages, cursor }: LinksTo, asked: string | null): boolean {
  return pages.length === 0 ? asked === null : asked !== null && asked === cursor
}

function targetOf(resolved: Resolved): EndTarget {
  return resolved.span ? elsewhere(resolved.span) : { at: 'absent', why: resolved.why }
}

export function elsewhere(span: SpanSummary): EndTarget {
  return { at: 'elsewhere', span }
}

function absentBy({ code, message }: Failure): EndTarget {
  const reason = code === 'unauthorised' ? 'access denied' : 'source failed'
  return { at: 'absent', why: { reason, message } }
}
