import { skipToken, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { TraceSession } from './trace-session.ts'
import { useExplorer } from './use-explorer.ts'

export interface Found {
  /** Ascending; null: nothing is looked for, or there is no answer yet. While one text takes another's place, the other's. */
  readonly rows: Uint32Array | null
  readonly busy: boolean
  /** How much of the spans is read, 0 to 1, while the first question waits for that. */
  readonly read: number | null
  readonly error: Error | null
}

/** The rows of a trace that have a text. A further keystroke aborts what is still looked for. */
export function useFind(session: TraceSession, text: string): Found {
  const { source } = useExplorer()
  const [read, setRead] = useState<number | null>(null)
  const wanted = text.trim()
  const { data, isFetching, error } = useQuery({
    queryKey: ['find', source.id, session.table.traceId, session.id, wanted],
    queryFn:
      wanted === ''
        ? skipToken
        : async ({ signal }) => {
            const rows = await session.find(wanted, signal, setRead)
            setRead(null)
            return rows
          },
    // Rows of another session are other spans.
    placeholderData: (rows: Uint32Array | undefined, query) =>
      query?.queryKey[3] === session.id ? rows : undefined,
    structuralSharing: false,
    staleTime: Infinity,
    gcTime: 10_000,
  })
  return {
    rows: wanted === '' ? null : (data ?? null),
    busy: isFetching,
    read: isFetching ? read : null,
    error,
  }
}
