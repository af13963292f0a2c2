import { useQuery } from '@tanstack/react-query'
import { type ComponentType, useDeferredValue } from 'react'
import { shortId } from '../../base/format.ts'
import { rowOfSpan } from '../../model/trace-table.ts'
import { traceQuery } from '../../queries/options.ts'
import { useExplorer } from '../../queries/use-explorer.ts'
import { SourceError } from '../../sources/source.ts'
import type { TracePlace } from '../../state/places.ts'
import { Notice } from '../../ui/Notice.tsx'
import { Main } from '../Main.tsx'
import { useDetailsAhead } from './later-views.ts'
import { OpenTrace, type OpenTraceProps } from './OpenTrace.tsx'
import { Trail } from './Trail.tsx'
import './trace.css'

interface Props {
  readonly place: TracePlace
  /** How an open trace is shown. */
  readonly Open?: ComponentType<OpenTraceProps>
}

/** The trace of a URL: on its way, open, or the reason why not. */
export function TraceScreen({ place, Open = OpenTrace }: Props) {
  const explorer = useExplorer()
  useDetailsAhead(place.spanId !== null)
  const { data, error, refetch } = useQuery(traceQuery(explorer, place.traceId))
  // Deferred, the first rows are rendered in slices; at once they would be one long task.
  const session = useDeferredValue(data)
  if (session) {
    const row = place.spanId === null ? -1 : rowOfSpan(session.table, place.spanId, place.twin)
    const notice = error && <Outdated error={error} onRetry={() => void refetch()} />
    return <Open session={session} place={place} selected={row} notice={notice} />
  }
  return (
    <Main className="tr" aria-busy={!error}>
      <h1 className="visually-hidden">Trace {shortId(place.traceId)}</h1>
      <Trail trail={place.trail} here={null} />
      {error ? (
        <div className="tr-notice">
          <Failure error={error} traceId={place.traceId} onRetry={() => void refetch()} />
        </div>
      ) : (
        <Loading />
      )}
    </Main>
  )
}

interface FailureProps {
  readonly error: Error
  readonly traceId: string
  readonly onRetry: () => void
}

function Failure({ error, traceId, onRetry }: FailureProps) {
  const { source } = useExplorer()
  const where = useWhere()
  const action = { label: 'Try again', onClick: onRetry }
  if (error instanceof SourceError && error.code === 'notFound') {
    return (
      <Notice kind="warning" title={`This trace is not in ${where}`} action={action}>
        <p>
          No span of trace <span className="mono">{traceId}</span> was found: it was not sent there,
          not sampled, removed by retention, or it is in another source.{' '}
          {source.capabilities.watch && 'If it arrives, it opens by itself.'}
        </p>
        {error.message !== '' && <p className="muted">{error.message}</p>}
      </Notice>
    )
  }
  return (
    <Notice kind="error" title="The trace could not be loaded" action={action}>
      {error.message}
    </Notice>
  )
}

function Outdated({ error, onRetry }: Pick<FailureProps, 'error' | 'onRetry'>) {
  const gone = error instanceof SourceError && error.code === 'notFound'
  const where = useWhere()
  return (
    <Notice
      kind="warning"
      title={
        gone
          ? `This trace is no longer in ${where}`
          : 'What arrived since is missing here: the trace could not be read again'
      }
      action={{ label: 'Try again', onClick: onRetry }}
    >
      {error.message}
    </Notice>
  )
}

/** The source in a sentence. */
function useWhere(): string {
  const { source, local } = useExplorer()
  return local ? 'the local store' : `the source ${source.name}`
}

function Loading() {
  return (
    <div className="tr-loading">
      <span className="visually-hidden" role="status">
        Loading the trace
      </span>
      {Array.from({ length: 8 }, (_, i) => (
        <div key={i} className="skeleton" style={{ width: `${90 - ((i * 23) % 60)}%` }} />
      ))}
    </div>
  )
}
