/** The entry of the React component. React itself is the host's. */
import { type CSSProperties, useEffect, useRef } from 'react'
import { loadPanel } from './load-panel.ts'
import type { MountedPanel } from './mount-panel.tsx'
import type {
  ErrorDetail,
  FollowDetail,
  PanelEvents,
  PanelInput,
  PanelTarget,
  ReadyDetail,
  ResizeDetail,
} from './panel-input.ts'

export type * from './panel-input.ts'

/** `source` and `traces` are read again whenever they are other objects than before: keep their identity between renders. */
export interface TraceLinkPanelProps extends PanelInput {
  readonly className?: string
  readonly style?: CSSProperties
  readonly onReady?: (detail: ReadyDetail) => void
  readonly onSelect?: (detail: PanelTarget) => void
  /** False: the host follows the link itself, and the panel stays where it is. */
  readonly onFollow?: (detail: FollowDetail) => boolean | void
  readonly onError?: (detail: ErrorDetail) => void
  readonly onResize?: (detail: ResizeDetail) => void
}

/** A trace in a panel of its own: styles of the page and of the panel don't meet. */
export function TraceLinkPanel(props: TraceLinkPanelProps) {
  const host = useRef<HTMLDivElement>(null)
  const panel = useRef<MountedPanel | null>(null)
  const latest = useRef(props)
  useEffect(() => {
    latest.current = props
    panel.current?.update(props)
  })
  useEffect(() => {
    if (!host.current) return
    const mounted = loadPanel(host.current, latest.current, eventsOf(latest))
    panel.current = mounted
    return () => {
      panel.current = null
      // React does not end a root of its own while it renders another.
      queueMicrotask(() => mounted.dispose())
    }
  }, [])
  return <div ref={host} className={props.className} style={props.style} />
}

function eventsOf(props: { readonly current: TraceLinkPanelProps }): PanelEvents {
  return {
    ready: (detail) => props.current.onReady?.(detail),
    select: (detail) => props.current.onSelect?.(detail),
    follow: (detail) => props.current.onFollow?.(detail) !== false,
    error: (detail) => props.current.onError?.(detail),
    resize: (detail) => props.current.onResize?.(detail),
  }
}
