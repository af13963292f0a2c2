import { type UseQueryResult, queryOptions, skipToken, useQueries } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Attributes } from '../model/attributes.ts'
import type { TraceId } from '../model/ids.ts'
import type { ReadTrace } from '../model/journey/passage.ts'
import type { Explorer } from './explorer.ts'
import { traceQuery } from './options.ts'
import type { TraceSession } from './trace-session.ts'
import { useExplorer } from './use-explorer.ts'

/** A message of more would hold up the page while it is read. */
const ROWS_AT_ONCE = 1000
/** Of larger traces the first rows, which hold what is near the roots, must do. */
const MOST_ROWS = 50_000

export interface ReadTraces {
  readonly traces: ReadonlyMap<TraceId, ReadTrace>
  /** Why a trace could not be read. */
  readonly failures: ReadonlyMap<TraceId, Error>
  /** Traces that are on their way. */
  readonly pending: number
  /** Reads again what could not be read. */
  readonly retry: () => void
}

/** The attributes of all rows of a trace. */
function attributesQuery({ source }: Explorer, session: TraceSession | undefined) {
  return queryOptions({
    queryKey: ['attributes', source.id, session?.table.traceId, session?.id],
    queryFn: session ? () => readAttributes(session) : skipToken,
    structuralSharing: false,
    staleTime: Infinity,
  })
}

async function readAttributes({ table, attributes }: TraceSession): Promise<Attributes[]> {
  const all: Attributes[] = []
  const end = Math.min(table.length, MOST_ROWS)
  for (let from = 0; from < end; from += ROWS_AT_ONCE) {
    all.push(...(await attributes(from, Math.min(end, from + ROWS_AT_ONCE))))
  }
  return all
}

/** Reads traces with all their attributes. `traceIds` must keep its identity between renders. */
export function useReadTraces(traceIds: readonly TraceId[]): ReadTraces {
  const explorer = useExplorer()
  const sessions = useQueries({
    queries: traceIds.map((traceId) => traceQuery(explorer, traceId)),
    combine: outcomesOf<TraceSession>,
  })
  const attributes = useQueries({
    queries: traceIds.map((_id, at) => attributesQuery(explorer, sessions.get(at)?.data)),
    combine: outcomesOf<Attributes[]>,
  })
  return useMemo(() => {
    const traces = new Map<TraceId, ReadTrace>()
    const failures = new Map<TraceId, Error>()
    traceIds.forEach((traceId, at) => {
      const session = sessions.get(at)
      const rows = attributes.get(at)
      const error = session?.error ?? rows?.error
      if (session?.data && rows?.data) traces.set(traceId, readTrace(session.data, rows.data))
      else if (error) failures.set(traceId, error)
    })
    const retry = () => {
      for (const traceId of failures.keys()) {
        void explorer.queries.refetchQueries(traceQuery(explorer, traceId))
      }
    }
    const pending = traceIds.length - traces.size - failures.size
    return { traces, failures, pending, retry }
  }, [explorer, traceIds, sessions, attributes])
}

function readTrace({ table }: TraceSession, rows: readonly Attributes[]): ReadTrace {
  return { table, attributesOf: (row) => rows[row] ?? null }
}

interface Outcome<T> {
  readonly data: T | undefined
  readonly error: Error | null
}

/** A map, since plain objects would be compared and copied, and these are handles. */
function outcomesOf<T>(results: UseQueryResult<T>[]): ReadonlyMap<number, Outcome<T>> {
  return new Map(results.map(({ data, error }, at) => [at, { data, error }]))
}
