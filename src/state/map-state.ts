/** What of the link map can be shared: its time, its grouping, and what is chosen in it. */
export interface MapState {
  /** As in a search: "15m" … "7d" back from now, "all", or "custom" with `from` and `to`. */
  readonly time: string
  /** Milliseconds since the epoch, as text; of use with time = custom. */
  readonly from: string
  readonly to: string
  readonly by: 'operations' | 'services'
  /** How the table is sorted: "effect", or "-links" for descending. */
  readonly order: string
  /** The chosen edge, a hash of its ends' names; null: none. */
  readonly edge: string | null
  /** The chosen node, a hash of its names or {@link ABSENT}; null: none. All of its edges are in the picture. */
  readonly node: string | null
}

/** Names what links point to and is not there. */
export const ABSENT = 'absent'

export const DEFAULT_MAP: MapState = {
  time: 'all',
  from: '',
  to: '',
  by: 'operations',
  order: '-links',
  edge: null,
  node: null,
}

/** Reads what it knows and leaves the rest at its default. */
export function mapFromParams(params: URLSearchParams): MapState {
  return {
    time: params.get('time') ?? DEFAULT_MAP.time,
    from: params.get('from') ?? DEFAULT_MAP.from,
    to: params.get('to') ?? DEFAULT_MAP.to,
    by: params.get('by') === 'services' ? 'services' : DEFAULT_MAP.by,
    order: params.get('order') ?? DEFAULT_MAP.order,
    edge: hashOf(params.get('edge')),
    node: params.get('node') === ABSENT ? ABSENT : hashOf(params.get('node')),
  }
}

/** As `textHash` in base/text-hash.ts writes it. */
function hashOf(text: string | null): string | null {
  return text !== null && /^[0-9a-f]{16}$/.test(text) ? text : null
}

/** Writes what differs from the default. */
export function mapToParams(state: MapState): URLSearchParams {
  const params = new URLSearchParams()
  for (const [key, value] of Object.entries(state)) {
    if (value !== null && value !== DEFAULT_MAP[key as keyof MapState]) {
      params.set(key, String(value))
    }
  }
  return params
}
