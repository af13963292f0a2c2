import { formatCount, shortId } from '../../base/format.ts'
import { Notice } from '../../ui/Notice.tsx'
import type { Journeys } from './use-journeys.ts'

/** How far the reading is, and what was left out of it. */
export function ReadingLine({ journeys }: { readonly journeys: Journeys }) {
  const { busy, progress, graph, left, failures, readAgain, live } = journeys
  if (busy) {
    return (
      <p className="jy-reading">
        <span role="status">{progressWords(journeys)}</span>
        {progress.busy && (
          <button type="button" className="button button-small" onClick={() => live.cancel()}>
            Cancel
          </button>
        )}
      </p>
    )
  }
  return (
    <>
      <span className="visually-hidden" role="status">
        The journey is read
      </span>
      {graph.goal.stopped && (
        <Notice title="Reading was stopped" action={{ label: 'Go on', onClick: () => live.goOn() }}>
          What links to these traces may be missing.
        </Notice>
      )}
      {!graph.goal.stopped && left.length > 0 && (
        <Notice
          title={`${formatCount(left.length)} more ends were not followed`}
          action={{ label: 'Follow more', onClick: () => live.follow(left.slice(0, AT_ONCE)) }}
        >
          Other journeys may be longer than they are listed here.
        </Notice>
      )}
      {failures.size > 0 && (
        <Notice
          kind="warning"
          title={
            failures.size === 1
              ? 'A trace could not be read'
              : `${failures.size} traces could not be read`
          }
          action={{ label: 'Try again', onClick: readAgain }}
        >
          {[...failures].slice(0, 3).map(([traceId, { message }]) => (
            <p key={traceId}>
              <span className="mono">{shortId(traceId)}</span>: {message}
            </p>
          ))}
        </Notice>
      )}
    </>
  )
}

const AT_ONCE = 100

function progressWords({ progress: { done, of, scan } }: Journeys): string {
  if (scan) {
    return `Searching for links: ${formatCount(scan.traces)} traces read, part ${scan.done} of ${scan.of}`
  }
  return of > 0 ? `Following links: ${formatCount(done)} of ${formatCount(of)}` : 'Reading traces'
}
