import {
  type SpanId,
  type SpanRef,
  type TraceId,
  parseSpanId,
  parseSpanRef,
  parseTraceId,
  spanKey,
} from '../model/ids.ts'
import { DEFAULT_GRAPH, type GraphState, addGraphParams, graphFromParams } from './graph-state.ts'
import { DEFAULT_MAP, type MapState, mapFromParams, mapToParams } from './map-state.ts'
import type { Href } from './navigation.ts'
import {
  DEFAULT_SEARCH,
  type SearchState,
  searchFromParams,
  searchToParams,
} from './search-state.ts'
import { DEFAULT_SPANS, type SpansState, addSpansParams, spansFromParams } from './spans-state.ts'
import { type Hop, type Trail, follow, trailFromText, trailToText } from './trail.ts'

export const DETAIL_TABS = [
  'attributes',
  'events',
  'links',
  'linked-from',
  'resource',
  'raw',
] as const
export type DetailTab = (typeof DETAIL_TABS)[number]

/** How a trace is looked at. */
export const TRACE_VIEWS = ['waterfall', 'graph', 'journey', 'table'] as const
export type TraceViewName = (typeof TRACE_VIEWS)[number]

export interface TracesPlace {
  readonly screen: 'traces'
  readonly search: SearchState
}

export interface TracePlace {
  readonly screen: 'trace'
  readonly traceId: TraceId
  readonly view: TraceViewName
  /** Null: nothing selected. */
  readonly spanId: SpanId | null
  /** Which of the spans with this id, from 0 in the order of the rows: a broken sender may have used it twice. */
  readonly twin: number
  readonly tab: DetailTab
  /** Which of several journeys is shown; null: the first. */
  readonly chain: string | null
  /** The span of the journey, in whatever trace, whose details are shown; null: none. */
  readonly leg: SpanRef | null
  readonly graph: GraphState
  readonly spans: SpansState
  readonly trail: Trail
}

export interface MapPlace {
  readonly screen: 'map'
  readonly map: MapState
}

export interface UnknownPlace {
  readonly screen: 'unknown'
  readonly href: Href
  readonly why: string
}

/** Every screen that a URL can name. */
export type Place = TracesPlace | TracePlace | MapPlace | UnknownPlace

export const DEFAULT_TAB: DetailTab = 'attributes'
export const DEFAULT_VIEW: TraceViewName = 'waterfall'

export function placeOf(href: Href): Place {
  // Not as a relative reference: a path that begins with two slashes would name a host.
  const url = new URL(`http://here${href}`)
  const [first = '', second = '', ...more] = url.pathname.split('/').filter(Boolean)
  if (first === '') return { screen: 'traces', search: searchFromParams(url.searchParams) }
  if (first === 'map' && second === '') {
    return { screen: 'map', map: mapFromParams(url.searchParams) }
  }
  if (first === 'go') {
    return { screen: 'unknown', href, why: 'There is no trace id in what this address leads to.' }
  }
  if (first !== 'trace' || more.length > 0) {
    return { screen: 'unknown', href, why: 'There is no such page.' }
  }
  const traceId = parseTraceId(decoded(second))
  if (!traceId) {
    return { screen: 'unknown', href, why: 'A trace id is 32 hex digits and not all zero.' }
  }
  const view = url.searchParams.get('view')
  const tab = url.searchParams.get('tab')
  const spanId = parseSpanId(url.searchParams.get('span') ?? '')
  return {
    screen: 'trace',
    traceId,
    view: TRACE_VIEWS.find((known) => known === view) ?? DEFAULT_VIEW,
    spanId,
    // Of no span there is no twin.
    twin: spanId ? twinFromText(url.searchParams.get('twin') ?? '') : 0,
    tab: DETAIL_TABS.find((known) => known === tab) ?? DEFAULT_TAB,
    chain: chainFromText(url.searchParams.get('chain') ?? ''),
    leg: legFromText(url.searchParams.get('leg') ?? ''),
    graph: graphFromParams(url.searchParams),
    spans: spansFromParams(url.searchParams),
    trail: trailFromText(url.searchParams.get('trail') ?? ''),
  }
}

export function hrefOf(place: Place): Href {
  if (place.screen === 'unknown') return place.href
  if (place.screen === 'traces') return withParams('/', searchToParams(place.search))
  if (place.screen === 'map') return withParams('/map', mapToParams(place.map))
  const params = new URLSearchParams()
  if (place.view !== DEFAULT_VIEW) params.set('view', place.view)
  if (place.spanId) params.set('span', place.spanId)
  if (place.spanId && place.twin > 0) params.set('twin', String(place.twin))
  if (place.tab !== DEFAULT_TAB) params.set('tab', place.tab)
  if (place.chain) params.set('chain', place.chain)
  if (place.leg) params.set('leg', spanKey(place.leg))
  addGraphParams(params, place.graph)
  addSpansParams(params, place.spans)
  if (place.trail.length > 0) params.set('trail', trailToText(place.trail))
  return withParams(`/trace/${place.traceId}`, params)
}

/** All traces. */
export const HOME: TracesPlace = { screen: 'traces', search: DEFAULT_SEARCH }

/** All links. */
export const LINK_MAP: MapPlace = { screen: 'map', map: DEFAULT_MAP }

/** The source that a URL names; null: the one that an app shows unasked. */
export function sourceOf(href: Href): string | null {
  return new URL(`http://here${href}`).searchParams.get('source')
}

/** The same place in a source. */
export function withSource(href: Href, source: string | null): Href {
  if (source === null) return href
  const url = new URL(`http://here${href}`)
  url.searchParams.set('source', source)
  return url.pathname + url.search
}

/** A trace with nothing chosen in it. */
export function tracePlace(traceId: TraceId, spanId: SpanId | null = null): TracePlace {
  return {
    screen: 'trace',
    traceId,
    view: DEFAULT_VIEW,
    spanId,
    twin: 0,
    tab: DEFAULT_TAB,
    chain: null,
    leg: null,
    graph: DEFAULT_GRAPH,
    spans: DEFAULT_SPANS,
    trail: [],
  }
}

/** Where following a link leads: the target, its details open on the tab that shows the way back, the trail one hop longer. */
export function followedPlace(
  trail: Trail,
  from: SpanRef,
  along: Hop['along'],
  to: SpanRef,
): TracePlace {
  return {
    screen: 'trace',
    traceId: to.traceId,
    view: DEFAULT_VIEW,
    spanId: to.spanId,
    twin: 0,
    tab: along === 'link' ? 'linked-from' : 'links',
    chain: null,
    leg: null,
    graph: DEFAULT_GRAPH,
    spans: DEFAULT_SPANS,
    trail: follow(trail, from, along, to),
  }
}

/** Back to the stop at which a hop began; the hops before it stay. */
export function backPlace(trail: Trail, hop: number): TracePlace {
  const { from, along } = trail[hop]
  return {
    screen: 'trace',
    ...from,
    view: DEFAULT_VIEW,
    twin: 0,
    tab: along === 'link' ? 'links' : 'linked-from',
    chain: null,
    leg: null,
    graph: DEFAULT_GRAPH,
    spans: DEFAULT_SPANS,
    trail: trail.slice(0, hop),
  }
}

function withParams(path: string, params: URLSearchParams): Href {
  const text = params.toString()
  return text === '' ? path : `${path}?${text}`
}

function twinFromText(text: string): number {
  return /^\d{1,6}$/.test(text) ? Number(text) : 0
}

function legFromText(text: string): SpanRef | null {
  const [traceId = '', spanId = ''] = text.split(':')
  return parseSpanRef(traceId, spanId)
}

/** As `textHash` in base/text-hash.ts writes it. */
function chainFromText(text: string): string | null {
  return /^[0-9a-f]{16}$/.test(text) ? text : null
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
