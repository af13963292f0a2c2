import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { MAX_EPOCH_NANOS } from '../base/time.ts'
import type { LinkMap } from '../model/link-map/link-map.ts'
import { MapReading } from '../model/link-map/map-reading.ts'
import { SourceError } from '../sources/source.ts'
import type { MapState } from '../state/map-state.ts'
import { DEFAULT_SEARCH } from '../state/search-state.ts'
import type { Arrivals, Explorer } from './explorer.ts'
import { scanLinkMap } from './scan-link-map.ts'
import { type SearchErrors, readSearch } from './search-query.ts'

const MINUTES = 60_000

/** Some seconds' work for a source that makes the map itself. */
const MAX_LINKS = 100_000
/** Each is read whole, and its links' targets are looked up. */
const MAX_SCANNED_TRACES = 500
const MAX_SCANNED_LINKS = 10_000

export type MapTime = Pick<MapState, 'time' | 'from' | 'to'>

/** A map, and whether it was ended by who asked. */
export interface EndedMap extends LinkMap {
  readonly ended: boolean
  /** What had arrived when it was asked for. */
  readonly arrivals: Arrivals
}

/** Names the map of a time; `explorer.maps` knows by it how far the map is. */
export function mapName({ time, from, to }: MapTime): string {
  return JSON.stringify([time, from, to])
}

/** What of a time as typed can't be read. */
export function timeErrors(time: MapTime): SearchErrors {
  const reading = readSearch({ ...DEFAULT_SEARCH, ...time }, 0)
  return reading.ok ? {} : reading.errors
}

/** The links between operations in a time: from the source where it makes such a map, else by a scan. */
export function linkMapQuery(explorer: Explorer, time: MapTime) {
  const { source, maps } = explorer
  const name = mapName(time)
  return queryOptions({
    queryKey: ['link-map', source.id, name],
    queryFn: ({ signal }): Promise<EndedMap> => {
      const { arrivals } = explorer
      return maps.ask<EndedMap>(
        name,
        signal,
        async (signal, onProgress) => {
          const { from, to } = boundsNow(time)
          const map = source.mapLinks
            ? await source.mapLinks(
                { from: from ?? 0n, to: to ?? MAX_EPOCH_NANOS, maxLinks: MAX_LINKS },
                signal,
              )
            : await scanLinkMap(
                source,
                explorer.traces.outline,
                { from, to, maxTraces: MAX_SCANNED_TRACES, maxLinks: MAX_SCANNED_LINKS },
                signal,
                onProgress,
              )
          return { ...map, ended: false, arrivals }
        },
        (last) => ({ ...(last?.found() ?? nothingRead()), ended: true, arrivals }),
      )
    },
    placeholderData: keepPreviousData,
    structuralSharing: false,
    // What a scan costs is not spent again because the screen was opened a second time.
    staleTime: source.mapLinks ? MINUTES / 2 : 10 * MINUTES,
    gcTime: 10 * MINUTES,
  })
}

function boundsNow(time: MapTime) {
  const reading = readSearch({ ...DEFAULT_SEARCH, ...time }, Date.now())
  if (reading.ok) return reading.query
  throw new SourceError('badQuery', Object.values(reading.errors).join(' '))
}

function nothingRead(): LinkMap {
  return new MapReading({ from: 0n, to: MAX_EPOCH_NANOS, maxLinks: 0 }).finish(true)
}
