/** The search as its form and its URL hold it: texts as typed, so that nothing is lost on the way back. */
export interface SearchState {
  readonly service: string
  readonly operation: string
  /** logfmt style: `order.id=A-1003 retry=true`, values with spaces in double quotes. */
  readonly attributes: string
  readonly status: 'any' | 'ok' | 'error' | 'unset'
  /** Durations as typed: "300ms", "1.5s". */
  readonly minDuration: string
  readonly maxDuration: string
  /** "15m" … "7d" back from now, "all", or "custom" with `from` and `to`. */
  readonly time: string
  /** Milliseconds since the epoch, as text; of use with time = custom. */
  readonly from: string
  readonly to: string
  readonly links: 'any' | 'out' | 'in'
  readonly linksTo: string
  /** A query in the source's own language, which stands instead of all above but the time; empty: none. */
  readonly raw: string
  /** Traces by their ids, as `parseListed` reads them; they stand instead of all above. Empty: none. */
  readonly ids: string
  readonly limit: number
  /** Which traces the source answers with first. */
  readonly sort: 'newest' | 'oldest' | 'longest' | 'shortest'
  /** How those are then ordered here: "root", or "-spans" for descending; empty: as they came. */
  readonly order: string
}

export const DEFAULT_SEARCH: SearchState = {
  service: '',
  operation: '',
  attributes: '',
  status: 'any',
  minDuration: '',
  maxDuration: '',
  time: 'all',
  from: '',
  to: '',
  links: 'any',
  linksTo: '',
  raw: '',
  ids: '',
  limit: 200,
  sort: 'newest',
  order: '',
}

/** The search of a list of traces: without what it stands for. */
export function idsSearch({ ids, limit, sort, order }: SearchState): SearchState {
  return { ...DEFAULT_SEARCH, ids, limit, sort, order }
}

/** The search of a query in the source's own language: without what it stands for. */
export function rawSearch({ raw, time, from, to, limit, sort, order }: SearchState): SearchState {
  return { ...DEFAULT_SEARCH, raw, time, from, to, limit, sort, order }
}

export const LIMITS = [20, 100, 200, 1000, 5000] as const

const CHOICES: { readonly [K in 'status' | 'links' | 'sort']: readonly string[] } = {
  status: ['any', 'ok', 'error', 'unset'],
  links: ['any', 'out', 'in'],
  sort: ['newest', 'oldest', 'longest', 'shortest'],
}

/** Reads what it knows and leaves the rest at its default. */
export function searchFromParams(params: URLSearchParams): SearchState {
  const found: Record<string, string | number> = {}
  for (const [key, fallback] of Object.entries(DEFAULT_SEARCH)) {
    const text = params.get(key)
    if (text === null) continue
    if (key === 'status' || key === 'links' || key === 'sort') {
      if (CHOICES[key].includes(text)) found[key] = text
    } else if (typeof fallback === 'number') {
      const number = Number(text)
      if (Number.isInteger(number) && number > 0) found[key] = Math.min(number, 5000)
    } else found[key] = text
  }
  return { ...DEFAULT_SEARCH, ...found }
}

/** Writes what differs from the default. */
export function searchToParams(search: SearchState): URLSearchParams {
  const params = new URLSearchParams()
  for (const [key, value] of Object.entries(search)) {
    if (value !== DEFAULT_SEARCH[key as keyof SearchState]) params.set(key, String(value))
  }
  return params
}
