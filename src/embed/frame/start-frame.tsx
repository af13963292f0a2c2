import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import type { SourceList } from '../../queries/source-list.ts'
import type { Navigation } from '../../state/navigation.ts'
import { createPreferences } from '../../state/preferences.ts'
import { loadPanelWorker } from '../load-panel-worker.ts'
import type { PanelInput, PanelTarget } from '../panel-input.ts'
import type { HostMessage } from '../protocol.ts'
import { type InputRead, NOTHING_ASKED, readInput } from '../read-input.ts'
import { errorDetail } from '../use-reports.ts'
import { askedByUrl } from './asked-by-url.ts'
import { FramePage } from './FramePage.tsx'
import { frameEnd } from './frame-end.ts'
import { frameEvents } from './frame-events.ts'
import { frameSource } from './frame-source.ts'

export interface FrameSite {
  /** Says what the frame's address asks for. The frame writes nothing to it. */
  readonly navigation: Navigation
  readonly sources: SourceList
  readonly store: boolean
  /** Of pages that may talk to the frame. */
  readonly origins: readonly string[]
  /** The explorer's own address of a span, as a template. */
  readonly hrefTemplate: string
}

/** Shows a panel as the whole page, in `#root`, and lets the page around the frame speak to it. */
export function startFrame(site: FrameSite): void {
  const node = document.getElementById('root')
  if (!node) return
  // Beside all else: it is a chunk of its own.
  loadPanelWorker(false).catch(() => {})
  const root = createRoot(node)
  const preferences = createPreferences(null)
  const { source, input: first } = askedByUrl(site.navigation.current())
  let input: PanelInput = { ...first, hrefTemplate: site.hrefTemplate }
  let asked: InputRead = { options: NOTHING_ASKED, problem: null }
  let failed: Error | null = null
  /** Where the person went since the page around said anything. */
  let went: PanelTarget | null = null

  const end = frameEnd({ window, origins: site.origins, hear })
  const events = frameEvents(end, (target) => (went = target))
  const render = () =>
    root.render(
      <FramePage
        asked={asked}
        preferences={preferences}
        events={events}
        failed={failed}
        onRetry={open}
      />,
    )
  const ask = (more: PanelInput) => {
    input = { ...input, ...more }
    asked = readInput(input, asked.options, document.baseURI, preferences)
    render()
  }
  function hear(message: HostMessage): void {
    // A page that asks for what it asked for before means it, though the person has left it since.
    if (went) flushSync(() => ask(went ?? {}))
    went = null
    ask(inputOf(message, site.hrefTemplate))
  }
  function open(): void {
    failed = null
    const { signal } = new AbortController()
    frameSource(source, site, signal).then(
      (address) => ask({ source: address }),
      (error: Error) => {
        failed = error
        events.error(errorDetail(error))
        render()
      },
    )
  }
  site.navigation.subscribe(() => ask(askedByUrl(site.navigation.current()).input))
  ask({})
  open()
}

/** What a message of the page around asks for. */
function inputOf(message: HostMessage, hrefTemplate: string): PanelInput {
  const { type: _, ...said } = message
  if (message.type === 'hello') {
    const { theme, zone, shortcuts } = message
    return {
      ...(theme && { theme }),
      ...(zone && { zone }),
      ...(shortcuts && { shortcuts }),
      hrefTemplate: message.hrefTemplate ?? hrefTemplate,
    }
  }
  return message.type === 'show' ? { spanId: null, ...said } : said
}
