import { formatCount, formatDuration, shortId } from '../../../base/format.ts'
import { nameText } from '../../../base/visible-text.ts'
import type { GraphItem, StackItem } from '../../../model/link-graph/graph-items.ts'
import type { TraceBox } from '../../../model/link-graph/link-graph.ts'
import { STATUS_ERROR } from '../../../model/span.ts'
import { type SpanSummary, type TraceSummary, durationOf } from '../../../model/summary.ts'

export const CARD_HEIGHT = 78

/** What is written on a box or a stack. */
export interface Card {
  readonly title: string
  /** Of the stack or the span: how many there are. */
  readonly count: number
  readonly facts: string
  /** Gives the colour; empty: none. */
  readonly service: string
  readonly mark: 'none' | 'failed' | 'absent' | 'pending'
}

export function cardOf(item: GraphItem): Card {
  return item.kind === 'box' ? boxCard(item.box) : stackCard(item)
}

export function boxCard(box: TraceBox): Card {
  const absent = absenceOf(box)
  if (absent) {
    return { title: absent, count: 1, facts: shortId(box.traceId), service: '', mark: 'absent' }
  }
  const span = firstSpan(box)
  const summary = box.outline.state === 'known' ? box.outline.summary : null
  // What links end on is what one looks for; the trace's root says it of the trace that the graph is about.
  const { service, name } = nameOf(box.side === 'root' ? null : span, summary)
  if (service === null) return nameless(box)
  const failed = hasFailedEnd(box) || (summary?.errorCount ?? 0) > 0
  const facts = summary ? traceFacts(summary) : span ? [formatDuration(durationOf(span))] : []
  return {
    title: nameText(name) || 'unnamed',
    count: 1,
    facts: [nameText(service) || 'unknown service', ...facts].join(' · '),
    service,
    mark: failed ? 'failed' : 'none',
  }
}

function nameOf(
  span: SpanSummary | null,
  summary: TraceSummary | null,
): { readonly service: string | null; readonly name: string } {
  if (span) return { service: span.service, name: span.name }
  if (summary) return { service: summary.rootService, name: summary.rootName }
  return { service: null, name: '' }
}

function traceFacts(summary: TraceSummary): string[] {
  const { spanCount, linksOut } = summary
  return [
    spanCount === null ? '' : plural(spanCount, 'span'),
    formatDuration(durationOf(summary)),
    linksOut ? plural(linksOut, 'link') : '',
  ].filter(Boolean)
}

/** Nothing of it came yet, or nothing came of what was asked. */
function nameless({ outline, traceId }: TraceBox): Card {
  const failed = outline.state === 'failed'
  return {
    title: failed ? 'could not be read' : 'on its way',
    count: 1,
    facts: `trace ${shortId(traceId)}`,
    service: '',
    mark: failed ? 'absent' : 'pending',
  }
}

function stackCard({ label, count, failed, waits, members }: StackItem): Card {
  const wait = waits && `median wait ${formatDuration(waits.median)}`
  const parts = [wait, failed > 0 ? `${formatCount(failed)} failed` : null]
  switch (label.at) {
    case 'span': {
      const facts = label.name === null ? parts : [nameText(label.service), ...parts]
      return {
        title: nameText(label.name ?? label.service) || 'unnamed',
        count,
        facts: facts.filter(Boolean).join(' · '),
        service: label.service,
        mark: failed > 0 ? 'failed' : 'none',
      }
    }
    case 'absent':
      return { title: label.reason, count, facts: 'not shown', service: '', mark: 'absent' }
    case 'pending':
      return {
        title: 'on their way',
        count,
        facts: plural(members.length, 'trace'),
        service: '',
        mark: 'pending',
      }
  }
}

/** Why nothing of a trace can be shown; null when something can or may yet. */
export function absenceOf({ ends, outline }: TraceBox): string | null {
  if (outline.state === 'known') return null
  const first = ends[0]?.target
  const gone = ends.length > 0 && ends.every(({ target }) => target.at === 'absent')
  return gone && first?.at === 'absent' ? first.why.reason : null
}

function firstSpan({ ends }: TraceBox): SpanSummary | null {
  for (const { target } of ends) if (target.at === 'elsewhere') return target.span
  return null
}

function hasFailedEnd({ ends }: TraceBox): boolean {
  return ends.some(({ target }) => target.at === 'elsewhere' && target.span.status === STATUS_ERROR)
}

export function plural(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`
}
