import { nameText } from '../../base/visible-text.ts'
import { nameAt } from '../../model/trace-table.ts'
import { usePreference } from '../../queries/use-explorer.ts'
import type { Journeys } from './use-journeys.ts'
import { endingOf } from './words.ts'

interface Props {
  readonly journeys: Journeys
  readonly where: string
}

/** How the journey ends, and how one knows: a source that searched did not see all. */
export function EndingNote({ journeys, where }: Props) {
  const { journey, graph, chain, live } = journeys
  const zone = usePreference('zone')
  const last = journey.legs[journey.legs.length - 1]
  const { traceId } = last.ref
  const names = (last.read?.unconsumed ?? []).map((row) =>
    last.read ? nameText(nameAt(last.read.trace.table, row)) : '',
  )
  const ending = endingOf(graph.boxes.get(traceId)?.effects, names, where, zone)
  return (
    <p className="jy-ending">
      {!chain && <strong>No link leads here.</strong>} <strong>{ending.title}</strong> {ending.text}
      {ending.canFollow && (
        <button
          type="button"
          className="button button-small"
          onClick={() => live.follow([{ traceId, direction: 'effects', pages: 1 }])}
        >
          Search
        </button>
      )}
      {ending.canRetry && (
        <button type="button" className="button button-small" onClick={() => live.retry()}>
          Try again
        </button>
      )}
    </p>
  )
}
