import { useEffect, useState } from 'react'
import type { LinkGraph } from '../../model/link-graph/link-graph.ts'
import type { GraphExpander, GraphProgress } from '../../queries/graph-expander.ts'
import { progressWords, truncationWords, wayOn } from './totals.ts'

interface Props {
  readonly graph: LinkGraph
  readonly progress: GraphProgress
  readonly expander: GraphExpander
  readonly totals: string
}

/** Shorter work than this is not worth a line. */
const SOON_MS = 300

/** How far the graph is, and what was left out; heard as well as seen. */
export function ProgressLine({ graph, progress, expander, totals }: Props) {
  const { busy } = progress
  const [slow, setSlow] = useState(false)
  useEffect(() => {
    if (!busy) return
    const timer = setTimeout(() => setSlow(true), SOON_MS)
    return () => {
      clearTimeout(timer)
      setSlow(false)
    }
  }, [busy])
  const sentences = truncationWords(graph)
  const way = wayOn(graph)
  const working = busy && slow
  return (
    <>
      <p className="visually-hidden" role="status">
        {busy ? (slow ? 'Reading the graph' : '') : `The graph is complete as asked: ${totals}`}
      </p>
      {working && (
        <div className="lg-line lg-working">
          <progress max={progress.of} value={progress.done} aria-label="The graph is read" />
          <span>{progressWords(progress, graph)}</span>
          <button type="button" className="button button-small" onClick={() => expander.cancel()}>
            Cancel
          </button>
        </div>
      )}
      {!busy && sentences.length > 0 && (
        <div className="lg-line lg-left-out">
          <span>{sentences.join(' ')}</span>
          {way === 'go on' && (
            <button type="button" className="button button-small" onClick={() => expander.goOn()}>
              Go on
            </button>
          )}
          {way === 'retry' && (
            <button type="button" className="button button-small" onClick={() => expander.retry()}>
              Try again
            </button>
          )}
        </div>
      )}
    </>
  )
}

/** Nothing moves by itself under who looks at it. */
export function OutdatedLine({ onReadAgain }: { readonly onReadAgain: () => void }) {
  return (
    <div className="lg-line" role="status">
      <span>Spans have arrived that may change this graph.</span>
      <button type="button" className="button button-small" onClick={onReadAgain}>
        Read it again
      </button>
    </div>
  )
}
