import { useEffect, useSyncExternalStore } from 'react'
import { formatCount } from '../../base/format.ts'
import type { Arrivals } from '../../queries/explorer.ts'
import { useExplorer } from '../../queries/use-explorer.ts'

interface Props {
  /** What had arrived when the rows were asked for. */
  readonly seen: Arrivals | undefined
  /** No row is there that could move. */
  readonly showAtOnce: boolean
  readonly onShow: () => void
}

/** Offers what arrived since: rows never move by themselves. */
export function NewTraces({ seen, showAtOnce, onShow }: Props) {
  const explorer = useExplorer()
  const now = useSyncExternalStore(
    (listener) => explorer.onArrival(listener),
    () => explorer.arrivals,
  )
  const count = seen ? now.newTraces - seen.newTraces : 0
  const unknown = seen !== undefined && now.gaps > seen.gaps
  const behind = count > 0 || unknown
  useEffect(() => {
    if (behind && showAtOnce) onShow()
  }, [behind, showAtOnce, onShow])
  if (!behind || showAtOnce) return null
  return (
    <button type="button" className="button button-small search-new" onClick={onShow}>
      {count > 0
        ? `${formatCount(count)} new ${count === 1 ? 'trace' : 'traces'} — show`
        : 'Traces may have changed — show'}
    </button>
  )
}
