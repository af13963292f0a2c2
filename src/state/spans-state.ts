/** What of a trace's spans is shown, in the waterfall and in the table alike: what can be shared of it. */
export interface SpansState {
  /** The text that is looked for. */
  readonly find: string
  /** Of what is looked for nothing but the matches is shown. */
  readonly only: boolean
  /** Only failed spans. */
  readonly errors: boolean
  /** Only spans with links. */
  readonly links: boolean
  /** Only spans of these services; empty: of all. */
  readonly services: readonly string[]
  /** The critical path is drawn. */
  readonly path: boolean
  readonly group: SpanGrouping
  readonly sort: SpanColumn
  readonly descending: boolean
}

/** How the table puts spans together. */
export const SPAN_GROUPINGS = ['nothing', 'service', 'operation'] as const
export type SpanGrouping = (typeof SPAN_GROUPINGS)[number]

/** Columns of the table; those of groups are among them. */
export const SPAN_COLUMNS = [
  'start',
  'name',
  'service',
  'count',
  'duration',
  'self',
  'status',
  'links',
  'linked-from',
] as const
export type SpanColumn = (typeof SPAN_COLUMNS)[number]

export const DEFAULT_SPANS: SpansState = {
  find: '',
  only: false,
  errors: false,
  links: false,
  services: [],
  path: false,
  group: 'nothing',
  sort: 'start',
  descending: false,
}

/** A URL has room for so many. */
const MOST_SERVICES = 40

/** Reads what it knows and leaves the rest at its default. */
export function spansFromParams(params: URLSearchParams): SpansState {
  const group = params.get('group')
  const sort = params.get('sort') ?? ''
  const descending = sort.startsWith('-')
  const column = descending ? sort.slice(1) : sort
  const known = SPAN_COLUMNS.find((candidate) => candidate === column)
  return {
    find: params.get('find') ?? '',
    only: params.get('only') === '1',
    errors: params.get('errors') === '1',
    links: params.get('links') === '1',
    services: params.getAll('service').slice(0, MOST_SERVICES),
    path: params.get('path') === '1',
    group: SPAN_GROUPINGS.find((candidate) => candidate === group) ?? DEFAULT_SPANS.group,
    sort: known ?? DEFAULT_SPANS.sort,
    descending: known !== undefined && descending,
  }
}

/** Writes what differs from the default. */
export function addSpansParams(params: URLSearchParams, state: SpansState): void {
  if (state.find !== '') params.set('find', state.find)
  for (const flag of ['only', 'errors', 'links', 'path'] as const) {
    if (state[flag]) params.set(flag, '1')
  }
  for (const service of state.services.slice(0, MOST_SERVICES)) params.append('service', service)
  if (state.group !== DEFAULT_SPANS.group) params.set('group', state.group)
  if (state.sort !== DEFAULT_SPANS.sort || state.descending) {
    params.set('sort', `${state.descending ? '-' : ''}${state.sort}`)
  }
}
