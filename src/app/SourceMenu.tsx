import { useQuery } from '@tanstack/react-query'
import { useEffect, useId } from 'react'
import type { Explorer } from '../queries/explorer.ts'
import { traceQuery } from '../queries/options.ts'
import type { SourceEntry } from '../queries/source-list.ts'
import type { SourceRegistry } from '../queries/source-registry.ts'
import { useExplorer, useHref } from '../queries/use-explorer.ts'
import type { Href } from '../state/navigation.ts'
import { HOME, type Place, hrefOf, placeOf, sourceOf, withSource } from '../state/places.ts'

/** The source that traces are read from, and the others with how they are. One source alone needs no menu. */
export function SourceMenu({ registry }: { readonly registry: SourceRegistry }) {
  const explorer = useExplorer()
  const { navigation } = explorer
  const id = useId()
  const { id: local, name } = registry.local.source
  const href = useHref()
  const chosen = sourceOf(href) ?? local
  const { data: sources = [], refetch } = useQuery(
    {
      queryKey: ['sources'],
      queryFn: ({ signal }) => registry.list(signal),
      refetchInterval: 30_000,
    },
    registry.local.queries,
  )
  useEffect(() => registry.subscribe(() => void refetch()), [registry, refetch])
  if (sources.length < 2) {
    return <span className="topbar-source muted">Source: {chosen === local ? name : chosen}</span>
  }
  const known = sources.some((source) => source.id === chosen)
  return (
    <>
      <label className="visually-hidden" htmlFor={id}>
        Source
      </label>
      <select
        id={id}
        className="input topbar-sources"
        value={chosen}
        onChange={({ target }) =>
          navigation.go(
            withSource(
              sameScreen(placeOf(href), explorer),
              target.value === local ? null : target.value,
            ),
            'push',
          )
        }
      >
        {!known && <option value={chosen}>{chosen}</option>}
        {sources.map((source) => (
          <option key={source.id} value={source.id}>
            {labelOf(source)}
          </option>
        ))}
      </select>
    </>
  )
}

/** Traces are one source's own, unless it turned out not to have one; the map can be made of any. */
function sameScreen(place: Place, explorer: Explorer): Href {
  if (place.screen === 'trace') {
    const { queryKey } = traceQuery(explorer, place.traceId)
    const missing = explorer.queries.getQueryState(queryKey)?.status === 'error'
    return hrefOf(missing ? { ...place, trail: [] } : HOME)
  }
  return hrefOf(place.screen === 'map' ? { ...place, map: { ...place.map, edge: null } } : HOME)
}

function labelOf({ name, health }: SourceEntry): string {
  return health.state === 'failed' ? `${name} – ${health.message ?? 'does not answer'}` : name
}
