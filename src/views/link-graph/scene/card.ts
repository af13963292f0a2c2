import { formatCount, formatDuration, shortId } from '../../../base/format.ts'
import { nameText } from '../../../base/visible-text.ts'
import type { GraphItem, StackItem, StackLabel } from '../../../model/link-graph/graph-items.ts'
import type { TraceBox } from '../../../model/link-graph/link-graph.ts'
import { STATUS_ERROR } from '../../../model/span.ts'
import { type SpanSummary, type TraceHead, durationOf } from '../../../model/summary.ts'

export const CARD_HEIGHT = 92

/** What is written on a box or a stack. */
export interface Card {
  readonly title: string
  /** Of the stack or the span: how many there are. */
  readonly count: number
  /** Beneath the title, none of them empty: where it is and where its links end, then its figures. */
  readonly lines: readonly string[]
  /** Gives the colour; empty: none. */
  readonly service: string
  readonly mark: 'none' | 'failed' | 'absent' | 'pending'
}

export function cardOf(item: GraphItem): Card {
  return item.kind === 'box' ? boxCard(item.box) : stackCard(item)
}

/** A trace is called after its root; where that is not known yet the span stands in on which its links end. */
export function boxCard(box: TraceBox): Card {
  const absent = absenceOf(box)
  if (absent !== null) return wordless(absent, 'absent', `trace ${shortId(box.traceId)}`)
  const { head } = box
  const span = firstEnd(box)
  if (!head && !span) return namelessCard(box)
  const [service, name] = head
    ? [head.rootService, head.rootName]
    : [span?.service ?? '', span?.name ?? '']
  const figures = head ? headFigures(head) : span ? [formatDuration(durationOf(span))] : []
  const failed = hasFailedEnd(box) || (head?.errorCount ?? 0) > 0
  return {
    title: nameText(name) || 'unnamed',
    count: 1,
    lines: linesOf([serviceText(service), endWords(box)], figures),
    service,
    mark: failed ? 'failed' : 'none',
  }
}

/** Where links end in a trace: "at receive-order and 2 more"; empty where its title says it. */
export function endWords(box: TraceBox): string {
  const { head, ends } = box
  const span = firstEnd(box)
  if (!span) return ''
  if (!head) return 'root not known'
  if (ends.length === 1 && span.ref.spanId === head.rootSpanId) return ''
  const more = ends.length > 1 ? ` and ${formatCount(ends.length - 1)} more` : ''
  return `at ${nameText(span.name) || 'unnamed'}${more}`
}

function headFigures({ spanCount, linksOut, errorCount, ...times }: TraceHead): string[] {
  return [
    spanCount === null ? '' : plural(spanCount, 'span'),
    formatDuration(durationOf(times)),
    linksOut ? plural(linksOut, 'link') : '',
    errorCount ? plural(errorCount, 'error') : '',
  ]
}

/** Nothing of it came yet, or nothing came of what was asked. */
function namelessCard({ outline, traceId }: TraceBox): Card {
  const trace = `trace ${shortId(traceId)}`
  return outline.state === 'failed'
    ? wordless('could not be read', 'absent', trace)
    : wordless('on its way', 'pending', trace)
}

function wordless(title: string, mark: Card['mark'], line: string): Card {
  return { title, count: 1, lines: [line], service: '', mark }
}

function stackCard(stack: StackItem): Card {
  const { label, count, members } = stack
  switch (label.at) {
    case 'span':
      return spanStackCard(stack, label)
    case 'absent':
      return { ...wordless(label.reason, 'absent', 'not shown'), count }
    case 'pending':
      return { ...wordless('on their way', 'pending', plural(members.length, 'trace')), count }
  }
}

/** Called after the root where all have the same; a stack holds together by the span on which links end. */
function spanStackCard(
  { roots, count, failed, waits }: StackItem,
  { service, name }: Extract<StackLabel, { readonly at: 'span' }>,
): Card {
  const [root = null] = roots?.length === 1 && name !== null ? roots : []
  const span = name === null ? null : nameText(name) || 'unnamed'
  const title = root ? nameText(root.rootName) || 'unnamed' : span
  const figures = [
    waits ? `median wait ${formatDuration(waits.median)}` : '',
    failed > 0 ? `${formatCount(failed)} failed` : '',
  ]
  return {
    title: title ?? serviceText(service),
    count,
    lines: linesOf(
      [
        title === null ? '' : serviceText(root?.rootService ?? service),
        span === title ? '' : `at ${span}`,
        root ? '' : rootsWords(roots),
      ],
      figures,
    ),
    service: root?.rootService ?? service,
    mark: failed > 0 ? 'failed' : 'none',
  }
}

function rootsWords(roots: StackItem['roots']): string {
  if (roots === null) return 'roots not known'
  return roots.length > 1 ? `${formatCount(roots.length)} different roots` : ''
}

function linesOf(...lines: readonly (readonly string[])[]): string[] {
  return lines.map((parts) => parts.filter(Boolean).join(' · ')).filter(Boolean)
}

function serviceText(service: string): string {
  return nameText(service) || 'unknown service'
}

/** Why nothing of a trace can be shown; null when something can or may yet. */
export function absenceOf({ ends, outline }: TraceBox): string | null {
  if (outline.state === 'known') return null
  const first = ends[0]?.target
  const gone = ends.length > 0 && ends.every(({ target }) => target.at === 'absent')
  return gone && first?.at === 'absent' ? first.why.reason : null
}

function firstEnd({ ends }: TraceBox): SpanSummary | null {
  for (const { target } of ends) if (target.at === 'elsewhere') return target.span
  return null
}

function hasFailedEnd({ ends }: TraceBox): boolean {
  return ends.some(({ target }) => target.at === 'elsewhere' && target.span.status === STATUS_ERROR)
}

export function plural(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`
}
