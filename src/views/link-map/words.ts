import { type TimeZone, formatCount, formatDuration, formatTime } from '../../base/format.ts'
import { MAX_EPOCH_NANOS } from '../../base/time.ts'
import { nameText } from '../../base/visible-text.ts'
import type { MapLink, MapNode, MapSearched } from '../../model/link-map/link-map.ts'
import { STATUS_ERROR } from '../../model/span.ts'
import { waitBetween } from '../../model/wait.ts'
import { waitWords } from '../../model/wait-words.ts'
import type { MapScanProgress } from '../../queries/scan-link-map.ts'
import { type MapRow, failedShare } from './map-rows.ts'

export const NOT_FOUND = 'not found'

export function serviceText({ service }: MapNode): string {
  return nameText(service) || 'unknown service'
}

/** What a node is called where its service stands beside it, or is it. */
export function titleOf(node: MapNode | null): string {
  if (node === null) return NOT_FOUND
  return node.name === null ? serviceText(node) : nameText(node.name) || 'unnamed'
}

/** `receive-order (orders.api)`, or the service alone. */
export function fullName(node: MapNode | null): string {
  if (node === null || node.name === null) return titleOf(node)
  return `${titleOf(node)} (${serviceText(node)})`
}

/** What is written on an edge: `128 · p50 29 m · 4 failed`. */
export function edgeLabel({ edge }: MapRow): string {
  const { links, waits, failed } = edge
  return [
    formatCount(links),
    ...(waits ? [`p50 ${formatDuration(waits.median)}`] : []),
    ...(failed > 0 ? [`${formatCount(failed)} failed`] : []),
  ].join(' · ')
}

/** The name of an edge for those who don't see where it leads; with the words that are on it, so that they can be spoken too. */
export function edgeName(row: MapRow): string {
  return `${fullName(row.cause)} to ${fullName(row.effect)}: ${edgeLabel(row)}`
}

/** `4 · 3 %` */
export function failedText(row: MapRow): string {
  if (row.edge.failed === 0) return '0'
  return `${formatCount(row.edge.failed)} · ${percent(failedShare(row))}`
}

/** What is some of many is never 0 %, and what is not all never 100 %. */
function percent(share: number): string {
  const rounded = Math.round(share * 100)
  if (share > 0 && rounded === 0) return '<1 %'
  if (share < 1 && rounded === 100) return '>99 %'
  return `${rounded} %`
}

/** How long the item of an example waited; null where the linked span is absent. */
export function waitText({ linking, linked }: MapLink): string | null {
  return linked && waitWords(waitBetween(linking, linked))
}

export function hasFailed({ linking, linked }: MapLink): boolean {
  return linking.status === STATUS_ERROR || linked?.status === STATUS_ERROR
}

/** What a map is made of, and what is not in it. */
export function searchedText(
  { from, to, traces, links, malformed, more, leftOut = [] }: MapSearched,
  { ended, zone }: { readonly ended: boolean; readonly zone: TimeZone },
): string {
  const time = (at: bigint) => formatTime(at, { zone, precision: 's' })
  const since = from > 0n ? ` from ${time(from)}` : ''
  const until = to < MAX_EPOCH_NANOS ? ` to ${time(to)}` : ''
  const of = `of ${plural(traces, 'trace')}`
  const which = more
    ? `The newest ${plural(links, 'link')} ${of}`
    : `${plural(links, 'link')} ${of}`
  return [
    since || until ? `${which} that began${since}${until}.` : `${which}.`,
    ...(ended ? ['The scan was cancelled; older ones were not read.'] : []),
    ...(more && !ended ? ['Older ones were not read.'] : []),
    ...(malformed > 0 ? [`${plural(malformed, 'link')} with invalid ids left out.`] : []),
    ...leftOut,
  ].join(' ')
}

/** How far a scan is; null: it has not said. */
export function progressText(progress: MapScanProgress | null): string | null {
  if (!progress) return null
  const { search, traces, of, links } = progress
  if (search) {
    const part = `part ${formatCount(search.done)} of ${formatCount(search.of)}`
    return `Looking for traces with links: ${part} done.`
  }
  return `Read ${formatCount(traces)} of ${plural(of, 'trace')}, ${plural(links, 'link')} found.`
}

export function plural(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`
}
