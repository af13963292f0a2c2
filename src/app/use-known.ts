import { useQueries, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { TraceSummary } from '../model/summary.ts'
import { operationsQuery, servicesQuery } from '../queries/options.ts'
import { useExplorer } from '../queries/use-explorer.ts'
import { DEFAULT_SEARCH } from '../state/search-state.ts'
import { searchOptions } from '../views/search/search-options.ts'
import type { Known } from './go-to-options.ts'

/** Services whose operations are asked for, each by a request of its own. */
const MOST_SERVICES = 12

const NO_NAMES: readonly string[] = []
const NO_TRACES: readonly TraceSummary[] = []

/** What the box may offer. Asked for when it is opened; what can't be told is not offered. */
export function useKnown(isOpen: boolean): Known & { readonly pending: boolean } {
  const explorer = useExplorer()
  const all = useQuery({ ...servicesQuery(explorer), enabled: isOpen })
  const services = all.data ?? NO_NAMES
  const operations = useQueries({
    queries: services.slice(0, MOST_SERVICES).map((service) => {
      const query = operationsQuery(explorer, service)
      return { ...query, enabled: isOpen, staleTime: Infinity }
    }),
    combine: (answers) => answers.map(({ data }) => data),
  })
  // What the Traces screen shows unasked, and mostly holds already.
  const recent = useQuery({ ...searchOptions(explorer, DEFAULT_SEARCH), enabled: isOpen })
  return useMemo(
    () => ({
      services,
      operations: operations.flatMap((names = NO_NAMES, at) =>
        names.map((name) => ({ service: services[at], name })),
      ),
      traces: recent.data?.traces ?? NO_TRACES,
      pending: all.isLoading || recent.isLoading,
    }),
    [services, operations, recent.data, all.isLoading, recent.isLoading],
  )
}
