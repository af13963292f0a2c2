import type { TraceSource } from '../sources/source.ts'
import { DETAIL_TABS, type DetailTab } from '../state/places.ts'

/** What a panel shows first; `details`: the span's details alone. */
export const PANEL_VIEWS = ['waterfall', 'details', 'graph', 'journey'] as const
export type PanelView = (typeof PANEL_VIEWS)[number]

export const PANEL_TABS = DETAIL_TABS
export type PanelTab = DetailTab

export const PANEL_THEMES = ['auto', 'light', 'dark'] as const
export type PanelTheme = (typeof PANEL_THEMES)[number]

export const PANEL_ZONES = ['local', 'utc'] as const
export type PanelZone = (typeof PANEL_ZONES)[number]

/** Whether letters and signs are shortcuts while the focus is in the panel. */
export const PANEL_SHORTCUTS = ['on', 'off'] as const
export type PanelShortcuts = (typeof PANEL_SHORTCUTS)[number]

/** `local`: the store of a trace-link explorer's own server. */
export const SOURCE_KINDS = ['local', 'jaeger', 'tempo', 'victoria', 'signoz'] as const
export type SourceKind = (typeof SOURCE_KINDS)[number]

/** A source that the panel asks by itself. */
export interface SourceAddress {
  readonly kind: SourceKind
  /** Where the source answers; may be relative to the page. */
  readonly url: string
  /** What the panel calls it; its host when left out. */
  readonly name?: string
}

/** What a panel asks of a source. */
export const SOURCE_VERBS = ['fetchTrace', 'resolveSpans', 'findLinksTo'] as const

/** A source of the host's own: the verbs that a panel needs, and of the others what it likes. */
export type PanelSource = Partial<TraceSource> &
  Pick<TraceSource, 'id' | 'name' | 'capabilities' | (typeof SOURCE_VERBS)[number]>

/** What a host may ask of a panel. All of it may change while the panel is shown. */
export interface PanelInput {
  /** Where traces are read: an address, or an object of the host's own. */
  readonly source?: SourceAddress | PanelSource | null
  /** OTLP JSON to show instead, as text or parsed: nothing is asked of any network then. */
  readonly traces?: string | object | null
  /** 32 hex digits. May be left out where `traces` hold one trace. */
  readonly traceId?: string | null
  /** 16 hex digits: the span that is selected. */
  readonly spanId?: string | null
  readonly view?: PanelView | null
  /** Of the span's details, the tab that is shown first. */
  readonly tab?: PanelTab | null
  readonly theme?: PanelTheme | null
  /** In which zone times are shown. */
  readonly zone?: PanelZone | null
  /** `off`: letters and signs are left to the page. Arrows, Enter, Space and Escape work as ever. */
  readonly shortcuts?: PanelShortcuts | null
  /** The host's own address of a span, with `{traceId}`, `{spanId}` and `{view}`: what the panel's links say to the world. */
  readonly hrefTemplate?: string | null
}

/** A span, or a trace where `spanId` is null. */
export interface PanelTarget {
  readonly traceId: string
  readonly spanId: string | null
}

export interface FollowDetail extends PanelTarget {
  readonly from: PanelTarget
  /** The target by `hrefTemplate`; null without one. */
  readonly href: string | null
}

export interface ReadyDetail {
  readonly traceId: string
  /** How many it has. */
  readonly spans: number
}

export interface ErrorDetail {
  /** `badOption`: what the host asked for can't be meant. The others are those of a source. */
  readonly code: string
  /** A plain sentence. */
  readonly message: string
}

export interface ResizeDetail {
  /** Of the panel, in CSS pixels. */
  readonly width: number
  readonly height: number
  /** The height at which nothing in it would have to scroll, 2,000 at most. */
  readonly contentHeight: number
}

export const PANEL_EVENTS = ['ready', 'select', 'follow', 'error', 'resize'] as const

/** What a panel tells its host. */
export interface PanelEvents {
  /** The trace is open and shown. */
  ready(detail: ReadyDetail): void
  /** The person selected another span, or none. */
  select(detail: PanelTarget): void
  /** A link is about to be followed. False: the host does that itself, and the panel stays where it is. */
  follow(detail: FollowDetail): boolean
  error(detail: ErrorDetail): void
  resize(detail: ResizeDetail): void
}
