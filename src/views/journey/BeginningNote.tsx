import type { Journeys } from './use-journeys.ts'

/** Says so where the first trace may have causes that could not be read. */
export function BeginningNote({
  journeys: { journey, graph, live },
}: {
  readonly journeys: Journeys
}) {
  const [first] = journey.legs
  const causes = graph.boxes.get(first.ref.traceId)?.causes
  if (causes?.state !== 'failed') return null
  return (
    <p className="jy-ending">
      <strong>The journey may have begun earlier</strong> What its first trace links to could not be
      read: {causes.failure.message}
      <button type="button" className="button button-small" onClick={() => live.retry()}>
        Try again
      </button>
    </p>
  )
}
