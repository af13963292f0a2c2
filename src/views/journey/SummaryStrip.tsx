import { formatCount, formatDuration } from '../../base/format.ts'
import type { Totals } from '../../model/journey/journey.ts'
import { shareText } from './words.ts'

/** The figures of a journey. Waiting is all time in which nothing was done for the item. */
export function SummaryStrip({ totals }: { readonly totals: Totals }) {
  const { endToEnd, waiting, waitingInside, working, traces, hops } = totals
  const inside =
    waitingInside > 0
      ? `${formatDuration(waitingInside)} of it inside traces, while they did other work`
      : undefined
  return (
    <dl className="jy-summary" aria-label="Totals">
      <Figure label="end to end">{formatDuration(endToEnd)}</Figure>
      <Figure label="waiting" accent title={inside}>
        {formatDuration(waiting)} · {shareText(waiting, endToEnd)}
      </Figure>
      <Figure label="working">
        {formatDuration(working)} · {shareText(working, endToEnd)}
      </Figure>
      <Figure label={traces === 1 ? 'trace' : 'traces'}>{formatCount(traces)}</Figure>
      <Figure label={hops === 1 ? 'hop' : 'hops'}>{formatCount(hops)}</Figure>
    </dl>
  )
}

interface FigureProps {
  readonly label: string
  readonly accent?: boolean
  readonly title?: string | undefined
  readonly children: React.ReactNode
}

function Figure({ label, accent = false, title, children }: FigureProps) {
  return (
    <div title={title}>
      <dt>{label}</dt>
      <dd className={accent ? 'is-link' : undefined}>{children}</dd>
    </div>
  )
}
