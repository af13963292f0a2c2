import { type TimeZone, formatCount, formatTime } from '../../base/format.ts'
import { nameText } from '../../base/visible-text.ts'
import type { Absence } from '../../model/link-target.ts'
import { type Link, linkFlags } from '../../model/span.ts'
import type { ScanProgress, Searched } from '../../sources/source.ts'
import type { Wait } from '../../model/wait.ts'
import type { LinkRow } from './link-rows.ts'

export function waitTitle(wait: Wait): string {
  switch (wait.kind) {
    case 'waited':
      return 'From the end of the earlier span to the start of the later one'
    case 'overlap':
      return 'The linked span had not ended when the linking span started'
    case 'future':
      return 'The linked span starts after the linking span: clock skew, or a link to the future'
  }
}

export interface Problem {
  /** A few words for the cell. */
  readonly short: string
  /** What it means and what to do. */
  readonly long: string
  readonly retry: boolean
}

/** Where was looked: "the local store", "the source jaeger". */
export interface Where {
  readonly name: string
  /** Whether the source tells of spans that arrive. */
  readonly live: boolean
}

export const LOCAL: Where = { name: 'the local store', live: true }

/** Why a line shows no span; null when it shows one or is on its way. */
export function problemOf(
  row: LinkRow,
  spanFlags: number,
  zone: TimeZone,
  where: Where = LOCAL,
): Problem | null {
  const { target } = row
  if (target.at === 'malformed') {
    const { reason, traceId, spanId } = target.end
    const ids = `trace id “${nameText(traceId)}”, span id “${nameText(spanId)}”`
    const short = { 'zero id': 'zero id', 'wrong length': 'invalid id', 'not an id': 'invalid id' }
    return {
      short: short[reason],
      long: `The link names no span (${ids}). Its sender made it from an empty or broken context.`,
      retry: false,
    }
  }
  if (target.at !== 'absent') return null
  return absenceWords(target.why, row.links, spanFlags, zone, where)
}

function absenceWords(
  why: Absence,
  links: readonly Link[],
  spanFlags: number,
  zone: TimeZone,
  where: Where,
): Problem {
  switch (why.reason) {
    case 'trace not found': {
      if (links.some((link) => linkFlags(link.flags, spanFlags).sampled === false)) {
        return {
          short: 'not sampled',
          long: 'The link’s flags say that its target was not sampled, so no source has it.',
          retry: false,
        }
      }
      const removed =
        why.removedBefore === null
          ? ''
          : ` Traces that began before ${formatTime(why.removedBefore, { zone, precision: 's' })} were removed by retention.`
      return {
        short: 'not found',
        long: `No span of this trace is in ${where.name}, which was asked for its id at any age: it was not sent there, or not yet${where.live ? '; when it arrives it shows up by itself' : ''}.${removed}`,
        retry: true,
      }
    }
    case 'span not in its trace':
      return {
        short: 'span missing',
        long: 'The trace is here, this span of it is not: it was not sent, or not yet. The trace can be opened.',
        retry: true,
      }
    case 'access denied':
      return { short: 'access denied', long: why.message, retry: true }
    case 'source failed':
      return { short: 'source failed', long: why.message, retry: true }
  }
}

/** Flags of a link as a sentence each. */
export function flagWords(link: Link, spanFlags: number): string[] {
  const { sampled, remote } = linkFlags(link.flags, spanFlags)
  return [
    ...(sampled === null ? [] : [sampled ? 'target was sampled' : 'target was not sampled']),
    ...(remote === null
      ? []
      : [remote ? 'context came from another process' : 'context came from this process']),
  ]
}

/** What a scan looked through, since links beyond that may exist. */
export function searchedWords(searched: Searched, zone: TimeZone): string {
  const time = (at: bigint) => formatTime(at, { zone, precision: 's' })
  const services =
    searched.services === null ? 'all services' : `the services ${searched.services.join(', ')}`
  const traces = searched.traces === null ? '' : `, ${formatCount(searched.traces)} traces`
  const leftOut = searched.leftOut.map((sentence) => ` ${sentence}`).join('')
  const { from, to, notSearched } = searched
  const looked =
    from === to && notSearched
      ? 'nothing was searched'
      : `searched ${services} from ${time(from)} to ${time(to)}${traces}`
  const rest = notSearched
    ? ` From ${time(notSearched.from)} to ${time(notSearched.to)} was not searched.`
    : ''
  return `${looked}.${rest}${leftOut}`
}

export function scanWords({ traces, backlinks, done, of }: ScanProgress): string {
  return `Searching: ${formatCount(traces)} traces read, ${formatCount(backlinks.length)} links found, part ${done} of ${of}.`
}
