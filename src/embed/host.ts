/** The page's end of a framed panel: a small client of the protocol, with no other code of ours. */
import { MessageGate } from './message-gate.ts'
import type {
  ErrorDetail,
  FollowDetail,
  PanelShortcuts,
  PanelTab,
  PanelTarget,
  PanelTheme,
  PanelView,
  PanelZone,
  ReadyDetail,
  ResizeDetail,
} from './panel-input.ts'
import { type FrameMessage, type HostMessage, readFrameMessage, sealed } from './protocol.ts'
import type { IgnoredCounts, Routing } from './protocol-words.ts'

export type * from './panel-input.ts'
export type * from './protocol-words.ts'

export interface FrameCapabilities {
  /** Types of messages that the frame understands. */
  readonly messages: readonly string[]
  readonly views: readonly string[]
  readonly tabs: readonly string[]
  readonly themes: readonly string[]
  readonly zones: readonly string[]
}

/** What the frame tells; each may be left out. */
export interface FrameEvents {
  /** It listens. */
  ready?(detail: { readonly capabilities: FrameCapabilities; readonly routing: Routing }): void
  opened?(detail: ReadyDetail): void
  select?(detail: PanelTarget): void
  /** With the routing `host` the page goes there itself, by {@link FramedPanel.show} or by its own router. */
  follow?(detail: FollowDetail & { readonly routing: Routing }): void
  error?(detail: ErrorDetail): void
  resize?(detail: ResizeDetail): void
  /** How many of the page's own messages the frame has ignored so far, and why. */
  ignored?(detail: IgnoredCounts): void
}

export interface FrameOptions {
  /** Of the explorer, `https://traces.example`. Nothing is sent to another, nothing of another is read. */
  readonly origin: string
  /** `frame` when left out. */
  readonly routing?: Routing
  readonly theme?: PanelTheme
  readonly zone?: PanelZone
  readonly shortcuts?: PanelShortcuts
  /** The page's own address of a span, with `{traceId}`, `{spanId}` and `{view}`. */
  readonly hrefTemplate?: string
  readonly on?: FrameEvents
}

export interface ShowTarget {
  readonly traceId: string
  readonly spanId?: string | null
  readonly view?: PanelView
  readonly tab?: PanelTab
}

export interface FramedPanel {
  show(target: ShowTarget): void
  select(spanId: string | null): void
  setTheme(theme: PanelTheme): void
  /** Messages that this page has ignored so far. */
  readonly ignored: IgnoredCounts
  /** Stops listening. The frame stays as it is. */
  disconnect(): void
}

/** Talks to a panel in an iframe, whenever it has loaded. @throws Error where `origin` is none */
export function connectPanel(iframe: HTMLIFrameElement, options: FrameOptions): FramedPanel {
  const { on = {}, origin: _, ...hello } = options
  const origin = originOf(options.origin)
  const page = iframe.ownerDocument.defaultView ?? window
  const gate = new MessageGate<FrameMessage>({
    source: () => iframe.contentWindow,
    origin: (from) => from === origin,
    read: readFrameMessage,
  })
  let listens = false
  /** Said before the frame listened. */
  let waiting: HostMessage[] = []
  const post = (message: HostMessage) => iframe.contentWindow?.postMessage(sealed(message), origin)
  const say = (message: HostMessage) => {
    if (listens) post(message)
    // Of what is said to a frame that does not answer, only the last of each kind would count.
    else waiting = [...waiting.filter(({ type }) => type !== message.type), message]
  }
  const greet = () => {
    listens = false
    post({ type: 'hello', ...hello })
  }
  const hear = (event: MessageEvent) => {
    const message = gate.admit(event)
    if (typeof message === 'string') return
    if (message.type === 'ready' && !listens) {
      listens = true
      for (const one of waiting) post(one)
      waiting = []
    }
    tell(on, message)
  }
  page.addEventListener('message', hear)
  iframe.addEventListener('load', greet)
  // It may have loaded long ago; an empty frame is about to.
  if (!isEmpty(iframe)) greet()
  return {
    show: (target) => say({ type: 'show', ...target }),
    select: (spanId) => say({ type: 'select', spanId }),
    setTheme: (theme) => say({ type: 'theme', theme }),
    get ignored() {
      return gate.ignored
    },
    disconnect() {
      page.removeEventListener('message', hear)
      iframe.removeEventListener('load', greet)
    },
  }
}

function tell(on: FrameEvents, message: FrameMessage): void {
  const { type, ...detail } = message
  // A handler of this name takes a message of this type.
  const handler = on[type] as ((given: typeof detail) => void) | undefined
  handler?.call(on, 'href' in detail ? { ...detail, href: webAddress(detail.href) } : detail)
}

/** A page may put it into a link. */
function webAddress(href: string | null): string | null {
  const url = href === null ? null : URL.parse(href)
  return url && /^https?:$/.test(url.protocol) ? url.href : null
}

function originOf(text: string): string {
  const url = URL.parse(text)
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new Error('origin has to be that of the explorer, such as https://traces.example.')
  }
  return url.origin
}

function isEmpty(iframe: HTMLIFrameElement): boolean {
  // Another origin's document is not to be seen from here.
  return iframe.contentDocument?.URL === 'about:blank'
}
