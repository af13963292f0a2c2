import { loadPanel } from './load-panel.ts'
import type { MountedPanel } from './mount-panel.tsx'
import type {
  ErrorDetail,
  FollowDetail,
  PanelEvents,
  PanelInput,
  PanelSource,
  PanelTarget,
  ReadyDetail,
  ResizeDetail,
  SourceAddress,
} from './panel-input.ts'

/** Attribute → the property that reflects it. */
export const ATTRIBUTES = {
  'trace-id': 'traceId',
  'span-id': 'spanId',
  view: 'view',
  tab: 'tab',
  theme: 'theme',
  zone: 'zone',
  shortcuts: 'shortcuts',
  'href-template': 'hrefTemplate',
  'source-kind': 'sourceKind',
  'source-url': 'sourceUrl',
  'source-name': 'sourceName',
} as const

/** What a panel dispatches. None of them bubbles: a page's own events go by the same names. */
export interface TraceLinkPanelEventMap {
  ready: CustomEvent<ReadyDetail>
  select: CustomEvent<PanelTarget>
  /** Cancelable: the panel then stays where it is. */
  follow: CustomEvent<FollowDetail>
  error: CustomEvent<ErrorDetail>
  resize: CustomEvent<ResizeDetail>
}

/** `<trace-link-panel>`: what it shows is told by attributes or properties, at any time. */
export class TraceLinkPanelElement extends HTMLElement {
  static readonly observedAttributes: readonly string[] = Object.keys(ATTRIBUTES)

  declare traceId: string | null
  declare spanId: string | null
  declare view: string | null
  declare tab: string | null
  declare theme: string | null
  declare zone: string | null
  declare shortcuts: string | null
  declare hrefTemplate: string | null
  declare sourceKind: string | null
  declare sourceUrl: string | null
  declare sourceName: string | null

  static {
    for (const [attribute, property] of Object.entries(ATTRIBUTES)) {
      Object.defineProperty(this.prototype, property, reflecting(attribute))
    }
  }

  #source: SourceAddress | PanelSource | null = null
  #traces: string | object | null = null
  #panel: MountedPanel | null = null
  /** An update is on its way: properties that are set together are read together. */
  #due = false

  constructor() {
    super()
    // Those set before the element was defined would hide the accessors.
    for (const name of ['source', 'traces', ...Object.values(ATTRIBUTES)]) this.#upgrade(name)
  }

  /** A source of the host's own, or an address. It stands instead of the attributes. */
  get source(): SourceAddress | PanelSource | null {
    return this.#source
  }
  set source(value: SourceAddress | PanelSource | null) {
    this.#source = value
    this.#update()
  }

  /** OTLP JSON to show instead of what a source has. */
  get traces(): string | object | null {
    return this.#traces
  }
  set traces(value: string | object | null) {
    this.#traces = value
    this.#update()
  }

  connectedCallback(): void {
    this.#panel ??= loadPanel(this, this.#input(), this.#events())
  }

  disconnectedCallback(): void {
    // Moving an element takes it out and puts it in at once: it keeps its panel.
    queueMicrotask(() => {
      if (this.isConnected) return
      this.#panel?.dispose()
      this.#panel = null
    })
  }

  attributeChangedCallback(): void {
    this.#update()
  }

  #update(): void {
    if (this.#due) return
    this.#due = true
    queueMicrotask(() => {
      this.#due = false
      this.#panel?.update(this.#input())
    })
  }

  #input(): PanelInput {
    const { source, traces, traceId, spanId, view, tab, theme, zone, shortcuts, hrefTemplate } =
      this
    const written = { traceId, spanId, view, tab, theme, zone, shortcuts, hrefTemplate }
    // Whatever the attributes say is checked where all options are.
    return { ...written, source: source ?? this.#address(), traces } as PanelInput
  }

  #address(): SourceAddress | null {
    const { sourceKind: kind, sourceUrl: url, sourceName: name } = this
    return url === null ? null : ({ kind, url, name } as SourceAddress)
  }

  #events(): PanelEvents {
    const tell = (type: keyof TraceLinkPanelEventMap, detail: object, cancelable = false) =>
      this.dispatchEvent(new CustomEvent(type, { detail, cancelable }))
    return {
      ready: (detail) => void tell('ready', detail),
      select: (detail) => void tell('select', detail),
      follow: (detail) => tell('follow', detail, true),
      error: (detail) => void tell('error', detail),
      resize: (detail) => void tell('resize', detail),
    }
  }

  #upgrade(name: string): void {
    if (!Object.hasOwn(this, name)) return
    const own = this as unknown as Record<string, unknown>
    const value = own[name]
    delete own[name]
    own[name] = value
  }
}

/** A property that is the attribute; null: there is none. */
function reflecting(attribute: string): PropertyDescriptor & ThisType<HTMLElement> {
  return {
    configurable: true,
    enumerable: true,
    get() {
      return this.getAttribute(attribute)
    },
    set(value: string | null | undefined) {
      if (value === null || value === undefined) this.removeAttribute(attribute)
      else this.setAttribute(attribute, value)
    },
  }
}
