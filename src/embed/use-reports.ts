import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { traceQuery } from '../queries/options.ts'
import { useExplorer } from '../queries/use-explorer.ts'
import { SourceError } from '../sources/source.ts'
import type { TracePlace } from '../state/places.ts'
import type { ErrorDetail, PanelEvents } from './panel-input.ts'
import { BadOption } from './panel-options.ts'

/** Tells the host when the trace is open, and why it is not. */
export function useReports({ traceId }: TracePlace, events: PanelEvents): void {
  const { data: session, error } = useQuery(traceQuery(useExplorer(), traceId))
  const spans = session?.table.length
  useEffect(() => {
    if (spans !== undefined) events.ready({ traceId, spans })
  }, [events, traceId, spans])
  useEffect(() => {
    if (error) events.error(errorDetail(error))
  }, [events, error])
}

/** An error in the words for a host. */
export function errorDetail(error: Error): ErrorDetail {
  const code =
    error instanceof SourceError
      ? error.code
      : error instanceof BadOption
        ? 'badOption'
        : 'unreachable'
  return { code, message: error.message }
}
