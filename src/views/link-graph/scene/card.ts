import { formatCount, formatDuration, shortId } from '../../../base/format.ts'
import { nameText } from '../../../base/visible-text.ts'
import type { GraphItem, StackItem } from '../../../model/link-graph/graph-items.ts'
import type { TraceBox } from '../../../model/link-graph/link-graph.ts'
import { STATUS_ERROR } from '../../../model/span.ts'
import { type SpanSummary, durationOf } from '../../../model/summary.ts'

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
  if (box.outline.state === 'known') {
    const { rootService, rootName, spanCount, errorCount, linksOut } = box.outline.summary
    const facts = [
      nameText(rootService) || 'unknown service',
      spanCount === null ? null : plural(spanCount, 'span'),
      formatDuration(durationOf(box.outline.summary)),
      linksOut ? plural(linksOut, 'link') : null,
    ]
    return {
      title: nameText(rootName) || 'unnamed',
      count: 1,
      facts: facts.filter((fact) => fact !== null).join(' · '),
      service: rootService,
      mark: (errorCount ?? 0) > 0 || hasFailedEnd(box) ? 'failed' : 'none',
    }
  }
  const span = firstSpan(box)
  if (!span) {
    const mark = box.outline.state === 'failed' ? 'absent' : 'pending'
    const title = box.outline.state === 'failed' ? 'could not be read' : shortId(box.traceId)
    return { title, count: 1, facts: `trace ${shortId(box.traceId)}`, service: '', mark }
  }
  return {
    title: nameText(span.name) || 'unnamed',
    count: 1,
    facts: `${nameText(span.service) || 'unknown service'} · ${formatDuration(durationOf(span))}`,
    service: span.service,
    mark: hasFailedEnd(box) ? 'failed' : 'none',
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
