import { useMemo } from 'react'
import type { PlaceLink } from '../../queries/explorer.ts'
import { useExplorer } from '../../queries/use-explorer.ts'
import { listedSearch } from '../../state/listed-traces.ts'
import { useEmbedded } from '../../ui/embedded.ts'
import type { LinkRow } from './link-rows.ts'
import { refsOf } from './link-texts.ts'

/** Leads to the Traces screen with the traces of these rows; null where there is no such screen, or no trace. */
export function useTracesLink(rows: readonly LinkRow[]): PlaceLink | null {
  const explorer = useExplorer()
  const embedded = useEmbedded()
  return useMemo(() => {
    const refs = refsOf(rows)
    if (embedded || refs.length === 0) return null
    return explorer.linkTo({ screen: 'traces', search: listedSearch(refs) })
  }, [explorer, embedded, rows])
}
