import { useLayoutEffect, useRef } from 'react'
import { usePlace } from '../queries/use-explorer.ts'
import { ErrorBoundary } from '../shell/ErrorBoundary.tsx'
import { OpenTrace } from '../shell/trace/OpenTrace.tsx'
import { TraceScreen } from '../shell/trace/TraceScreen.tsx'
import { useLinks } from '../shell/use-links.ts'
import type { TracePlace } from '../state/places.ts'
import { Notice } from '../ui/Notice.tsx'
import { type Asked, askedPlace } from './asked-place.ts'
import { DetailsOnly } from './DetailsOnly.tsx'
import type { OpenPanel } from './open-panel.ts'
import type { PanelEvents, PanelView } from './panel-input.ts'
import type { PanelOptions } from './panel-options.ts'
import { useReports } from './use-reports.ts'

interface Props {
  readonly open: OpenPanel
  readonly options: PanelOptions
  readonly events: PanelEvents
}

/** The place that the host asked for, or where the person went from there. */
export function ShownPlace({ open, options, events }: Props) {
  const { navigation, contents } = open
  const traceId = options.traceId ?? contents?.onlyTrace ?? null
  const { spanId, view, tab } = options
  const asked = useRef<Asked | null>(null)
  useLayoutEffect(() => {
    const next = { traceId, spanId, view, tab }
    navigation.show(askedPlace(navigation.here(), next, asked.current))
    asked.current = next
  }, [navigation, traceId, spanId, view, tab])
  const place = usePlace()
  if (place.screen !== 'trace') {
    return (
      <div className="panel-notice">
        <Notice title="No trace is chosen">
          {contents && contents.traces > 1
            ? 'The page has handed in several traces, and has not said which one to show.'
            : 'The page has not said which trace to show.'}
        </Notice>
      </div>
    )
  }
  return <ShownTrace place={place} view={view} events={events} />
}

interface TraceProps {
  readonly place: TracePlace
  readonly view: PanelView
  readonly events: PanelEvents
}

function ShownTrace({ place, view, events }: TraceProps) {
  const openLink = useLinks()
  useReports(place, events)
  return (
    <div className="panel-body" onClick={openLink} onAuxClick={openLink}>
      <ErrorBoundary key={place.traceId}>
        <TraceScreen
          key={place.traceId}
          place={place}
          Open={view === 'details' ? DetailsOnly : OpenTrace}
        />
      </ErrorBoundary>
    </div>
  )
}
