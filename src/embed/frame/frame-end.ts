import { MessageGate } from '../message-gate.ts'
import { PANEL_TABS, PANEL_THEMES, PANEL_VIEWS, PANEL_ZONES } from '../panel-input.ts'
import {
  type FrameMessage,
  HOST_MESSAGES,
  type HostMessage,
  VERSION,
  readHostMessage,
  sealed,
} from '../protocol.ts'
import type { IgnoredCounts, Routing } from '../protocol-words.ts'

/** So often at most the host is told of what was ignored. */
const TELL_IGNORED_MS = 1000

type Frame = Pick<Window, 'parent' | 'addEventListener' | 'removeEventListener'>

interface FrameEndParts {
  readonly window: Frame
  /** Of pages that may talk to the frame. */
  readonly origins: readonly string[]
  /** A message other than a first greeting may come only after one. */
  hear(message: HostMessage): void
}

export interface FrameEnd {
  /** Of the page around; `frame` until it says otherwise. */
  readonly routing: Routing
  tell(message: FrameMessage): void
  dispose(): void
}

const CAPABILITIES = {
  messages: Object.keys(HOST_MESSAGES),
  views: [...PANEL_VIEWS],
  tabs: [...PANEL_TABS],
  themes: [...PANEL_THEMES],
  zones: [...PANEL_ZONES],
}

/** The frame's end of the protocol: silent until a page that may talk to it has said hello, and then for that page alone. */
export function frameEnd({ window, origins, hear }: FrameEndParts): FrameEnd {
  const allowed = new Set(origins)
  const gate = new MessageGate<HostMessage>({
    source: () => (window.parent === window ? null : window.parent),
    origin: (origin) => allowed.has(origin),
    read: readHostMessage,
  })
  let host: string | null = null
  let routing: Routing = 'frame'
  /** What a page that greets late has missed. */
  let opened: FrameMessage | null = null
  let size: FrameMessage | null = null
  let timer: ReturnType<typeof setTimeout> | null = null

  const post = (message: FrameMessage) => {
    if (host !== null) window.parent.postMessage(sealed(message), host)
  }
  const tellIgnored = () => {
    if (host === null) return
    timer ??= setTimeout(() => {
      timer = null
      post({ type: 'ignored', ...gate.ignored })
    }, TELL_IGNORED_MS)
  }
  const receive = (event: MessageEvent) => {
    const message = gate.admit(event)
    if (typeof message === 'string') {
      tellIgnored()
      if (message === 'otherVersion') answerOtherVersion(window.parent, event.origin)
      return
    }
    if (message.type === 'hello') {
      host = event.origin
      routing = message.routing ?? 'frame'
      post({ type: 'ready', capabilities: CAPABILITIES, routing })
      for (const missed of [opened, size]) if (missed) post(missed)
      if (total(gate.ignored) > 0) tellIgnored()
    } else if (event.origin !== host) return
    hear(message)
  }
  window.addEventListener('message', receive)
  return {
    get routing() {
      return routing
    },
    tell(message) {
      if (message.type === 'opened' || message.type === 'error') opened = message
      if (message.type === 'resize') size = message
      post(message)
    },
    dispose() {
      window.removeEventListener('message', receive)
      if (timer !== null) clearTimeout(timer)
    },
  }
}

function answerOtherVersion(host: Window, origin: string): void {
  const message = `This frame speaks version ${VERSION} of the protocol.`
  host.postMessage(sealed({ type: 'error', code: 'version', message }), origin)
}

function total(counts: IgnoredCounts): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0)
}
