import { parseLogfmt } from '../base/logfmt.ts'
import { shortId } from '../base/format.ts'
import { nameText } from '../base/visible-text.ts'
import type { TraceSummary } from '../model/summary.ts'
import { parseGoTo } from '../state/go-to.ts'
import { type Place, tracePlace } from '../state/places.ts'
import { DEFAULT_SEARCH, type SearchState } from '../state/search-state.ts'

/** A place that the box offers. */
export interface GoToOption {
  readonly key: string
  readonly group: 'Open' | 'Find traces' | 'Services' | 'Operations' | 'Recent traces'
  readonly text: string
  /** Tells it from others of that text. */
  readonly detail: string
  readonly place: Place
}

/** What the box may offer, as far as it is known yet. */
export interface Known {
  readonly services: readonly string[]
  readonly operations: readonly { readonly service: string; readonly name: string }[]
  /** The one that most likely is meant first. */
  readonly traces: readonly TraceSummary[]
}

/** Of one kind: more than one can take in at a glance is what the search is for. */
const MOST = 6
/** So many digits of an id are meant as one. */
const ID_DIGITS = 6

/** What a text may mean, likeliest first; without a text the traces that were there last. */
export function goToOptions(typed: string, known: Known): GoToOption[] {
  const text = typed.trim()
  if (text === '') return recent(known.traces)
  const parsed = parseGoTo(text)
  if (parsed.ok) {
    const { traceId, spanId } = parsed.place
    const detail = spanId === null ? '' : `span ${shortId(spanId)}`
    const open = `Trace ${shortId(traceId)}`
    return [{ key: 'open', group: 'Open', text: open, detail, place: parsed.place }]
  }
  const services = best(known.services, (name) => name, text).map((service) => ({
    key: `service ${service}`,
    group: 'Services' as const,
    text: nameText(service),
    detail: '',
    place: search({ service }),
  }))
  const operations = best(known.operations, ({ name }) => name, text).map(({ service, name }) => ({
    key: `operation ${service} ${name}`,
    group: 'Operations' as const,
    text: nameText(name),
    detail: nameText(service),
    place: search({ service, operation: name }),
  }))
  return [...attributeSearch(text), ...services, ...operations, ...recent(ofText(known, text))]
}

function attributeSearch(text: string): GoToOption[] {
  const pairs = parseLogfmt(text)
  if (!pairs.ok || pairs.pairs.length === 0) return []
  const place = search({ attributes: text })
  return [{ key: 'attributes', group: 'Find traces', text, detail: 'by attributes', place }]
}

function ofText({ traces }: Known, text: string): readonly TraceSummary[] {
  const id = text.toLowerCase()
  if (/^[0-9a-f]+$/.test(id) && id.length >= ID_DIGITS) {
    const found = traces.filter(({ traceId }) => traceId.startsWith(id) || traceId.endsWith(id))
    if (found.length > 0) return found
  }
  return best(traces, ({ rootService, rootName }) => `${rootService} ${rootName}`, text)
}

function recent(traces: readonly TraceSummary[]): GoToOption[] {
  return traces.slice(0, MOST).map(({ traceId, rootService, rootName }) => ({
    key: traceId,
    group: 'Recent traces',
    text: nameText(rootName) || 'unnamed',
    detail: `${nameText(rootService)} ${shortId(traceId)}`,
    place: tracePlace(traceId),
  }))
}

/** Those that begin with the text, then those that hold it somewhere; else as they come. */
function best<T>(items: readonly T[], textOf: (item: T) => string, typed: string): T[] {
  const wanted = typed.toLowerCase()
  const begin: T[] = []
  const hold: T[] = []
  for (const item of items) {
    const at = textOf(item).toLowerCase().indexOf(wanted)
    if (at === 0) begin.push(item)
    else if (at > 0) hold.push(item)
  }
  return [...begin, ...hold].slice(0, MOST)
}

function search(change: Partial<SearchState>): Place {
  return { screen: 'traces', search: { ...DEFAULT_SEARCH, ...change } }
}
