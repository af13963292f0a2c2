import { useMemo } from 'react'
import { shortId } from '../../base/format.ts'
import { nameText } from '../../base/visible-text.ts'
import { spanOfTarget } from '../../model/link-target.ts'
import { type TraceTable, nameAt } from '../../model/trace-table.ts'
import { useLinkTo } from '../../queries/use-explorer.ts'
import { useTargets, useWish } from '../../queries/use-targets.ts'
import { backPlace } from '../../state/places.ts'
import type { Trail as Hops } from '../../state/trail.ts'
import { useLandmark } from '../../ui/embedded.ts'

interface Props {
  readonly trail: Hops
  /** Where the trail has led; null while that loads. */
  readonly here: { readonly table: TraceTable; readonly row: number } | null
}

/** The hops followed to get here; each leads back to where it began. */
export function Trail({ trail, here }: Props) {
  const refs = useMemo(() => trail.map(({ from }) => from), [trail])
  useWish(refs)
  const { targetOf } = useTargets()
  const linkTo = useLinkTo()
  const landmark = useLandmark('navigation')
  if (trail.length === 0) return null
  return (
    <section className="tr-trail" aria-label="Trail" role={landmark}>
      <span className="muted">Trail:</span>
      <ol>
        {trail.map((hop, at) => {
          const span = spanOfTarget(targetOf(hop.from))
          return (
            // A hand-made URL may pass a span twice.
            // oxlint-disable-next-line react/no-array-index-key
            <li key={at}>
              <a {...linkTo(backPlace(trail, at))}>
                {span ? nameText(span.name) : shortId(hop.from.spanId)}
              </a>{' '}
              <span className="muted">{span && nameText(span.service)}</span>
              <span className="muted" aria-hidden="true">
                {' '}
                →
              </span>
            </li>
          )
        })}
        <li aria-current="page">
          <strong>{here ? nameText(nameAt(here.table, Math.max(0, here.row))) : '…'}</strong>
        </li>
      </ol>
    </section>
  )
}
