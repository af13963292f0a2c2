import { useQuery } from '@tanstack/react-query'
import { statusQuery } from '../../queries/options.ts'
import { useExplorer } from '../../queries/use-explorer.ts'
import type { MapState } from '../../state/map-state.ts'
import { HOME } from '../../state/places.ts'
import { Notice } from '../../ui/Notice.tsx'

/** What to do when there is no link to draw. */
export function EmptyMap({ state }: { readonly state: MapState }) {
  const explorer = useExplorer()
  const { data: status } = useQuery(statusQuery(explorer))
  if (status?.traces === 0) {
    return (
      <Notice title="No traces yet">
        <a {...explorer.linkTo(HOME)}>Traces</a> says how to send some, and has a sample to look at.
      </Notice>
    )
  }
  const wide = state.time === 'all'
  return (
    <Notice title="No links in this time">
      No span of the traces that began then links to another.{' '}
      {wide
        ? 'Choose a longer time, or check that your instrumentation adds links to the spans it starts.'
        : 'Choose a longer time.'}
    </Notice>
  )
}
