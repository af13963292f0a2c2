import { useMemo } from 'react'
import { formatCount } from '../../base/format.ts'
import type { PlaceLink } from '../../queries/explorer.ts'
import { useExplorer } from '../../queries/use-explorer.ts'
import { MOST_LISTED, listedSearch } from '../../state/listed-traces.ts'
import { useEmbedded } from '../../ui/embedded.ts'
import type { LinkRow } from './link-rows.ts'
import { refsOf } from './link-texts.ts'

export interface TracesLink {
  readonly link: PlaceLink
  /** What it does, in words: an address has no room for any number of traces. */
  readonly words: string
}

/** Leads to the Traces screen with the traces of these rows; null where there is no such screen, or no trace. */
export function useTracesLink(rows: readonly LinkRow[]): TracesLink | null {
  const explorer = useExplorer()
  const embedded = useEmbedded()
  return useMemo(() => {
    const refs = refsOf(rows)
    if (embedded || refs.length === 0) return null
    const traces = new Set(refs.map(({ traceId }) => traceId)).size
    return {
      link: explorer.linkTo({ screen: 'traces', search: listedSearch(refs) }),
      words:
        traces > MOST_LISTED
          ? `Show the first ${MOST_LISTED} of ${formatCount(traces)} traces in Traces`
          : 'Show these spans in Traces',
    }
  }, [explorer, embedded, rows])
}
