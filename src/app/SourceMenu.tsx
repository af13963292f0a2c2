import { useQuery } from '@tanstack/react-query'
import { useEffect, useId } from 'react'
import type { SourceEntry } from '../queries/source-list.ts'
import type { SourceRegistry } from '../queries/source-registry.ts'
import { useExplorer, useHref } from '../queries/use-explorer.ts'
import { sourceOf, withSource } from '../state/places.ts'

/** The source that traces are read from, and the others with how they are. One source alone needs no menu. */
export function SourceMenu({ registry }: { readonly registry: SourceRegistry }) {
  const { navigation } = useExplorer()
  const id = useId()
  const { id: local, name } = registry.local.source
  const chosen = sourceOf(useHref()) ?? local
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
    return <span className="topbar-source muted">{chosen === local ? name : chosen}</span>
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
          navigation.go(withSource('/', target.value === local ? null : target.value), 'push')
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

function labelOf({ name, health }: SourceEntry): string {
  return health.state === 'failed' ? `${name} – ${health.message ?? 'does not answer'}` : name
}
