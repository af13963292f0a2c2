import { type TraceId, parseSpanRef, parseTraceId } from '../model/ids.ts'
import type { MemberRange, StackBy, StackKey } from '../model/link-graph/graph-items.ts'
import type { Direction, EdgeKey } from '../model/link-graph/link-graph.ts'

/** What of a link graph can be shared: how it is laid out, how far it goes, what is open and chosen in it. */
export interface GraphState {
  readonly layout: 'causal' | 'timeline'
  readonly shown: 'picture' | 'table' | 'both'
  /** Infinity: all. */
  readonly hops: number
  readonly by: StackBy
  /** Pages of stacks that are shown as boxes. */
  readonly stacks: ReadonlyMap<StackKey, MemberRange>
  /** Boxes expanded or folded by hand, as in a graph's goal. */
  readonly opened: ReadonlyMap<TraceId, Readonly<Partial<Record<Direction, number>>>>
  readonly selected: GraphSelection | null
  /** What is looked for in it, as typed. */
  readonly find: string
  /** Of the table. */
  readonly sort: GraphSort
}

export const GRAPH_COLUMNS = [
  'operation',
  'service',
  'side',
  'spans',
  'errors',
  'duration',
  'wait',
  'links',
] as const
export type GraphColumn = (typeof GRAPH_COLUMNS)[number]

export interface GraphSort {
  /** Null: the graph's order. */
  readonly column: GraphColumn | null
  readonly descending: boolean
}

export const UNSORTED: GraphSort = { column: null, descending: false }

export type GraphSelection =
  | { readonly what: 'trace'; readonly traceId: TraceId }
  | { readonly what: 'stack'; readonly stack: StackKey }
  /** The links from one span to one span. */
  | { readonly what: 'link'; readonly edge: EdgeKey }
  /** All links between two items of the picture. */
  | { readonly what: 'links'; readonly edge: string }

export const DEFAULT_GRAPH: GraphState = {
  layout: 'causal',
  shown: 'picture',
  hops: 1,
  by: 'operation and status',
  stacks: new Map(),
  opened: new Map(),
  selected: null,
  find: '',
  sort: UNSORTED,
}

export const HOPS = [1, 2, 3, Infinity] as const
export const STACKINGS: readonly StackBy[] = [
  'operation and status',
  'operation',
  'service',
  'nothing',
]
const SHOWN = ['picture', 'table', 'both'] as const
/** A URL has room for so many of each. */
const MOST = 40

/** Reads what it knows and leaves the rest at its default. */
export function graphFromParams(params: URLSearchParams): GraphState {
  const by = params.get('by')
  const shown = params.get('shown')
  return {
    layout: params.get('layout') === 'timeline' ? 'timeline' : 'causal',
    shown: SHOWN.find((known) => known === shown) ?? DEFAULT_GRAPH.shown,
    hops: hopsFromText(params.get('hops')),
    by: STACKINGS.find((known) => known === by) ?? DEFAULT_GRAPH.by,
    stacks: stacksFrom(params.getAll('stack')),
    opened: openedFrom(params.getAll('box')),
    selected: selectionFromText(params.get('at') ?? ''),
    find: params.get('look') ?? '',
    sort: sortFromText(params.get('order') ?? ''),
  }
}

/** Writes what differs from the default. */
export function addGraphParams(params: URLSearchParams, state: GraphState): void {
  const { layout, shown, hops, by, stacks, opened, selected, find, sort } = state
  if (layout !== DEFAULT_GRAPH.layout) params.set('layout', layout)
  if (shown !== DEFAULT_GRAPH.shown) params.set('shown', shown)
  if (hops !== DEFAULT_GRAPH.hops) params.set('hops', hops === Infinity ? 'all' : String(hops))
  if (by !== DEFAULT_GRAPH.by) params.set('by', by)
  for (const [stack, { from, to }] of [...stacks].slice(-MOST)) {
    params.append('stack', `${from}-${to} ${stack}`)
  }
  for (const [traceId, pages] of [...opened].slice(-MOST)) {
    const parts: string[] = [traceId]
    if (pages.causes !== undefined) parts.push(`c${pages.causes}`)
    if (pages.effects !== undefined) parts.push(`e${pages.effects}`)
    if (parts.length > 1) params.append('box', parts.join('-'))
  }
  if (selected) params.set('at', selectionToText(selected))
  if (find !== '') params.set('look', find)
  if (sort.column !== null) params.set('order', (sort.descending ? '-' : '') + sort.column)
}

/** "wait", or "-wait" for descending. */
function sortFromText(text: string): GraphSort {
  const descending = text.startsWith('-')
  const name = descending ? text.slice(1) : text
  const column = GRAPH_COLUMNS.find((known) => known === name)
  return column === undefined ? UNSORTED : { column, descending }
}

function hopsFromText(text: string | null): number {
  if (text === 'all') return Infinity
  return HOPS.find((hops) => String(hops) === text) ?? DEFAULT_GRAPH.hops
}

function stacksFrom(texts: readonly string[]): Map<StackKey, MemberRange> {
  const stacks = new Map<StackKey, MemberRange>()
  for (const text of texts.slice(-MOST)) {
    const match = /^(\d{1,7})-(\d{1,7}) (.+)$/s.exec(text)
    if (!match) continue
    const [from, to] = [Number(match[1]), Number(match[2])]
    if (from < to) stacks.set(match[3] as StackKey, { from, to })
  }
  return stacks
}

function openedFrom(texts: readonly string[]): Map<TraceId, Partial<Record<Direction, number>>> {
  const opened = new Map<TraceId, Partial<Record<Direction, number>>>()
  for (const text of texts.slice(-MOST)) {
    const match = /^([0-9a-f]{32})(?:-c(\d{1,4}))?(?:-e(\d{1,4}))?$/.exec(text)
    const traceId = match && parseTraceId(match[1])
    if (!match || !traceId) continue
    opened.set(traceId, {
      ...(match[2] !== undefined && { causes: Number(match[2]) }),
      ...(match[3] !== undefined && { effects: Number(match[3]) }),
    })
  }
  return opened
}

/** One text for each selection, and no text for two. */
export function selectionToText(selection: GraphSelection): string {
  switch (selection.what) {
    case 'trace':
      return selection.traceId
    case 'stack':
      return `stack ${selection.stack}`
    case 'link':
      return selection.edge
    case 'links':
      return `links ${selection.edge}`
  }
}

export function selectionFromText(text: string): GraphSelection | null {
  const traceId = parseTraceId(text)
  if (traceId) return { what: 'trace', traceId }
  if (text.startsWith('stack ')) return { what: 'stack', stack: text.slice(6) as StackKey }
  if (text.startsWith('links ')) return { what: 'links', edge: text.slice(6) }
  const [from = '', to = '', ...more] = text.split('>')
  const known = more.length === 0 && isSpanKey(from) && isSpanKey(to)
  return known ? { what: 'link', edge: text as EdgeKey } : null
}

function isSpanKey(text: string): boolean {
  const [traceId = '', spanId = '', ...more] = text.split(':')
  return more.length === 0 && parseSpanRef(traceId, spanId) !== null
}
