import { useMemo } from 'react'
import { formatDuration, shortId } from '../../base/format.ts'
import { nameText } from '../../base/visible-text.ts'
import { spanOfTarget } from '../../model/link-target.ts'
import type { SpanSummary } from '../../model/summary.ts'
import { spanIdAt } from '../../model/ids.ts'
import { waitBetween } from '../../model/wait.ts'
import type { TraceSession } from '../../queries/trace-session.ts'
import { useLinkTo } from '../../queries/use-explorer.ts'
import { useTargets, useWish } from '../../queries/use-targets.ts'
import { type TracePlace, backPlace } from '../../state/places.ts'
import { Icon } from '../../ui/Icon.tsx'

interface Props {
  readonly session: TraceSession
  readonly row: number
  readonly place: TracePlace
}

/** Where the last hop came from, on the span where it led, with the wait between the two. */
export function CameFrom({ session: { table }, row, place: { trail } }: Props) {
  const hop = trail.at(-1)
  const landed = hop?.to === spanIdAt(table.spanIds, row)
  const refs = useMemo(() => (hop && landed ? [hop.from] : []), [hop, landed])
  useWish(refs)
  const { targetOf } = useTargets()
  const linkTo = useLinkTo()
  if (!hop || !landed) return null
  const from = spanOfTarget(targetOf(hop.from))
  const start = table.origin + BigInt(table.start[row])
  const here = { start, end: start + BigInt(table.spanDuration[row]) }
  const wait = from && (hop.along === 'link' ? waitBetween(from, here) : waitBetween(here, from))
  return (
    <p className="dp-came">
      <Icon name={hop.along === 'link' ? 'later' : 'earlier'} />
      <span>
        came from{' '}
        <a {...linkTo(backPlace(trail, trail.length - 1))}>
          {from ? nameOf(from) : shortId(hop.from.spanId)}
        </a>
        {wait &&
          {
            waited: `, waited ${formatDuration(wait.nanos)}`,
            overlap: `, overlaps by ${formatDuration(-wait.nanos)}`,
            future: ', clock skew or a link to the future',
          }[wait.kind]}
      </span>
    </p>
  )
}

function nameOf(span: SpanSummary): string {
  const name = nameText(span.name)
  return span.service === '' ? name : `${name} (${nameText(span.service)})`
}
