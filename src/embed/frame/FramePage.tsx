import { Main } from '../../shell/Main.tsx'
import { ThemeRoot } from '../../shell/ThemeRoot.tsx'
import type { PreferenceStore } from '../../state/preferences.ts'
import { Notice } from '../../ui/Notice.tsx'
import type { PanelEvents } from '../panel-input.ts'
import type { InputRead } from '../read-input.ts'
import { TracePanel } from '../TracePanel.tsx'
import './frame.css'

interface Props {
  readonly asked: InputRead
  readonly preferences: PreferenceStore
  readonly events: PanelEvents
  /** Why there is no source to read from; null: there is, or it is on its way. */
  readonly failed: Error | null
  readonly onRetry: () => void
}

/** All of a framed page. */
export function FramePage({ asked, preferences, events, failed, onRetry }: Props) {
  const { theme, origin } = asked.options
  if (failed) {
    return (
      <ThemeRoot className="panel" theme={theme}>
        <Main className="panel-notice">
          <Notice
            kind="error"
            title="The source could not be opened"
            action={{ label: 'Try again', onClick: onRetry }}
          >
            {failed.message}
          </Notice>
        </Main>
      </ThemeRoot>
    )
  }
  if (origin.from === 'nowhere' && !asked.problem) {
    return <ThemeRoot className="panel" theme={theme} aria-busy="true" />
  }
  return (
    <main className="frame" aria-label="Trace panel">
      <TracePanel {...asked} preferences={preferences} events={events} />
    </main>
  )
}
