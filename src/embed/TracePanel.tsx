import { QueryClientProvider } from '@tanstack/react-query'
import { type RefObject, useEffect, useRef } from 'react'
import { ExplorerContext } from '../queries/use-explorer.ts'
import { ThemeRoot } from '../shell/ThemeRoot.tsx'
import type { PreferenceStore } from '../state/preferences.ts'
import { EmbeddedContext } from '../ui/embedded.ts'
import { Notice } from '../ui/Notice.tsx'
import '../ui/tokens.css'
import '../ui/widgets.css'
import './panel.css'
import { navigationFor } from './navigation-for.ts'
import { ShownPlace } from './ShownPlace.tsx'
import type { PanelEvents } from './panel-input.ts'
import type { BadOption, PanelOptions } from './panel-options.ts'
import { errorDetail } from './use-reports.ts'
import { usePanel } from './use-panel.ts'
import { useResizes } from './use-resizes.ts'

export interface TracePanelProps {
  /** What the host asked for last that could be meant. */
  readonly options: PanelOptions
  /** What it asked for since, and can't be meant. */
  readonly problem: BadOption | null
  readonly preferences: PreferenceStore
  readonly events: PanelEvents
}

/** A trace or a span of it in someone else's page: the same behind every door. */
export function TracePanel({ options, problem, preferences, events }: TracePanelProps) {
  const root = useRef<HTMLDivElement>(null)
  useResizes(root, events)
  useEffect(() => {
    if (problem) events.error(errorDetail(problem))
  }, [problem, events])
  return (
    <EmbeddedContext value={true}>
      <ThemeRoot className="panel" theme={options.theme} ref={root}>
        {problem ? (
          <div className="panel-notice">
            <Notice kind="error" title="The panel was asked for something that it can’t show">
              {problem.message}
            </Notice>
          </div>
        ) : (
          <OpenedPanel options={options} preferences={preferences} events={events} />
        )}
      </ThemeRoot>
    </EmbeddedContext>
  )
}

type OpenedProps = Pick<TracePanelProps, 'options' | 'preferences' | 'events'>

function OpenedPanel({ options, preferences, events }: OpenedProps) {
  const latest = useLatest(options)
  const { open, error, retry } = usePanel(options.origin, preferences, () =>
    navigationFor(latest, events),
  )
  useEffect(() => {
    if (error) events.error(errorDetail(error))
  }, [error, events])
  if (error) {
    return (
      <div className="panel-notice">
        <Notice
          kind="error"
          title="The traces could not be opened"
          action={{ label: 'Try again', onClick: retry }}
        >
          {error.message}
        </Notice>
      </div>
    )
  }
  if (!open) return <div className="panel-notice" aria-busy="true" />
  return (
    <ExplorerContext value={open.explorer}>
      <QueryClientProvider client={open.explorer.queries}>
        <ShownPlace open={open} options={options} events={events} />
      </QueryClientProvider>
    </ExplorerContext>
  )
}

/** For those who ask later than this renders. */
function useLatest<T>(value: T): RefObject<T> {
  const latest = useRef(value)
  useEffect(() => {
    latest.current = value
  })
  return latest
}
