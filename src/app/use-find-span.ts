import { useCallback } from 'react'
import type { SpanId } from '../model/ids.ts'
import { useExplorer } from '../queries/use-explorer.ts'
import { type Place, tracePlace } from '../state/places.ts'

interface Found {
  /** Null: nowhere, for the reason. */
  readonly place: Place | null
  readonly why: string
}

/** Looks up a span by its id alone, where the source can; null: it can't. */
export function useFindSpan(): (spanId: SpanId) => Promise<Found | null> {
  const { source } = useExplorer()
  return useCallback(
    async (spanId) => {
      if (!source.findSpan) return null
      const { signal } = new AbortController()
      try {
        const refs = await source.findSpan(spanId, signal)
        if (refs.length === 1) return { place: tracePlace(refs[0].traceId, spanId), why: '' }
        if (refs.length === 0) return nowhere(`No span of ${source.name} has this id.`)
        return nowhere(
          `${refs.length} traces have a span with this id: put its trace id before it.`,
        )
      } catch (error) {
        return nowhere(error instanceof Error ? error.message : 'The source gave no answer.')
      }
    },
    [source],
  )
}

function nowhere(why: string): Found {
  return { place: null, why }
}
