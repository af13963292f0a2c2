import {
  type TimeZone,
  formatCount,
  formatDuration,
  formatTime,
  shortId,
} from '../../base/format.ts'
import type { Nanos } from '../../base/time.ts'
import { nameText } from '../../base/visible-text.ts'
import type { Searched } from '../../model/backlink.ts'
import type { Chain } from '../../model/journey/chains.ts'
import type { ItemPart } from '../../model/journey/item-part.ts'
import type { Leg, LegWait } from '../../model/journey/journey.ts'
import { namesOnEdge } from '../../model/journey/same-item.ts'
import type { Expansion } from '../../model/link-graph/link-graph.ts'
import { type Absence, spanOfTarget } from '../../model/link-target.ts'
import { nameAt, serviceAt } from '../../model/trace-table.ts'

/** `99.9 %`; what is there is never 0 % and what is not all never 100 %. */
export function shareText(part: Nanos, whole: Nanos): string {
  if (whole <= 0) return '0 %'
  const tenths = Math.round((part / whole) * 1000)
  const shown = part > 0 && part < whole ? Math.min(999, Math.max(1, tenths)) : tenths
  return `${shown / 10} %`
}

/** Above a wait: "waited 58 m 12 s in orders-queue". */
export function waitLabel({ wait, through }: LegWait): string {
  const where = through === null ? '' : ` in ${nameText(through)}`
  if (!wait) return through === null ? 'wait not known' : `wait not known${where}`
  switch (wait.kind) {
    case 'waited':
      return `waited ${formatDuration(wait.nanos)}${where}`
    case 'overlap':
      return `overlaps by ${formatDuration(-wait.nanos)}`
    case 'future':
      return 'clock skew, or a link to the future'
  }
}

/** What a wait means, as a sentence. */
export function waitSentence({ wait, edge }: LegWait): string {
  const later = nameText(edge.linking.name)
  const linked = spanOfTarget(edge.linked)
  if (!wait || !linked) return `What ${later} links to is not known, nor how long the item waited.`
  const earlier = nameText(linked.name)
  switch (wait.kind) {
    case 'waited':
      return `From the end of ${earlier} to the start of ${later}.`
    case 'overlap':
      return `${earlier} ended when ${later} had already begun.`
    case 'future':
      return `${earlier} starts after ${later}, which links to it.`
  }
}

/** What a leg is called: its span, or the root of its trace where only that is known. */
export function legName(leg: Leg): { readonly service: string; readonly name: string } {
  const span = spanOfTarget(leg.span)
  if (leg.read) {
    const { table } = leg.read.trace
    const row = leg.read.work.entry
    return { service: nameText(serviceAt(table, row)), name: nameText(nameAt(table, row)) }
  }
  return span
    ? { service: nameText(span.service), name: nameText(span.name) }
    : { service: 'not known', name: shortId(leg.ref.spanId) }
}

/** The lines that name a leg in the picture: service; operation and trace; what of it counts. */
export function legLines(leg: Leg): readonly [string, ...string[]] {
  const { service, name } = legName(leg)
  const { attempt } = leg
  const part = partWords(leg)
  const facts = [
    `trace ${shortId(leg.ref.traceId)}`,
    leg.item ? `item ${formatCount(leg.item.number)} of ${formatCount(leg.item.of)}` : null,
  ]
  return [
    service || 'unknown service',
    attempt ? `${name} · attempt ${attempt.number} of ${attempt.of}` : name,
    facts.filter((fact) => fact !== null).join(' · '),
    ...(part === null ? [] : [part]),
  ]
}

/** "matched by order.id = A-1001" */
export function partWords(leg: Leg): string | null {
  if (!leg.read) return null
  const { part } = leg.read.work
  if (part) return matchWords(part)
  return leg.item ? 'whole span: no part matches' : null
}

export function matchWords({ match, rows }: ItemPart): string {
  const { key, value, partKey } = match
  const names = partKey === key ? nameText(key) : `${nameText(key)} → ${nameText(partKey)}`
  const parts = rows.length > 1 ? `, ${formatCount(rows.length)} parts` : ''
  return `matched by ${names} = ${nameText(value)}${parts}`
}

/** "receive-order → process-batch → ship-order", by the spans at the ends of links. */
export function chainName({ hops, failed, from, to }: Chain): string {
  const [first] = hops
  const cause = spanOfTarget(first.edge.linked)
  const names = [
    cause ? nameText(cause.name) : shortId(first.edge.to.spanId),
    ...hops.map(({ edge, attempts }) => {
      const times = attempts.length > 1 ? ` ×${attempts.length}` : ''
      return nameText(edge.linking.name) + times
    }),
  ]
  const shown = names.length > 5 ? [...names.slice(0, 2), '…', ...names.slice(-2)] : names
  const item = itemOfChain(hops)
  const facts = [failed ? 'failed' : null, formatDuration(Number(to - from)), item]
  return `${shown.join(' → ')} · ${facts.filter((fact) => fact !== null).join(' · ')}`
}

/** What tells a chain from others of the same operations: the first value that a link of it has, else the first trace. */
function itemOfChain(hops: Chain['hops']): string {
  const [name] = hops.flatMap(({ edge }) => namesOnEdge(edge).filter(({ isId }) => isId))
  return name ? `${nameText(name.key)} = ${nameText(name.text)}` : shortId(hops[0].edge.to.traceId)
}

export function absenceWords(why: Absence, where: string): string {
  switch (why.reason) {
    case 'trace not found':
      return `Not found in ${where}: not sent there, not sampled, removed, or not yet arrived.`
    case 'span not in its trace':
      return 'Its trace is here, this span of it is not: it was not sent, or not yet.'
    case 'access denied':
    case 'source failed':
      return why.message
  }
}

/** How a journey ends, and how one knows. */
export interface Ending {
  readonly title: string
  readonly text: string
  /** Something can be asked that was not: who links to the last trace. */
  readonly canFollow: boolean
  readonly canRetry: boolean
}

/** @param unconsumed names of spans that put a message somewhere */
export function endingOf(
  effects: Expansion | undefined,
  unconsumed: readonly string[],
  where: string,
  zone: TimeZone,
): Ending {
  const title = unconsumed.length > 0 ? 'Not consumed so far' : 'The journey ends here'
  const open = { title: 'The journey may go on', canFollow: false, canRetry: false }
  switch (effects?.state) {
    case 'known': {
      const sent =
        unconsumed.length > 0 ? `${sentWords(unconsumed)} was sent, and nothing` : 'Nothing'
      const found = effects.searched
        ? `${sent} that links to it was found. ${searchedWords(effects.searched, zone)}`
        : `${sent} in ${where} links to it.`
      return { title, text: found, canFollow: false, canRetry: false }
    }
    case 'under way':
      return { ...open, text: 'Looking for what links here.' }
    case 'failed':
      return { ...open, text: effects.failure.message, canRetry: true }
    case 'unsupported':
      return { ...open, text: `${capitalised(where)} can’t tell what links to a trace.` }
    default:
      return { ...open, text: 'What links here was not looked for.', canFollow: true }
  }
}

function sentWords(names: readonly string[]): string {
  const more = names.length > 1 ? ` and ${formatCount(names.length - 1)} more` : ''
  return `What “${names[0]}”${more}`
}

function searchedWords({ from, to, services, traces, leftOut }: Searched, zone: TimeZone): string {
  const time = (at: bigint) => formatTime(at, { zone, precision: 's' })
  const among = services === null ? 'all services' : services.map(nameText).join(', ')
  const read = traces === null ? '' : `, ${formatCount(traces)} traces`
  return [`Searched: ${among}, ${time(from)} to ${time(to)}${read}.`, ...leftOut].join(' ')
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
