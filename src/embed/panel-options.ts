import { type SpanId, type TraceId, parseSpanId, parseTraceId } from '../model/ids.ts'
import { addressProblem } from '../sources/source-rules.ts'
import { DEFAULT_TAB } from '../state/places.ts'
import { type AddressOf, parseHrefTemplate } from './href-template.ts'
import {
  PANEL_SHORTCUTS,
  PANEL_TABS,
  PANEL_THEMES,
  PANEL_VIEWS,
  PANEL_ZONES,
  type PanelInput,
  type PanelShortcuts,
  type PanelSource,
  type PanelTab,
  type PanelTheme,
  type PanelView,
  type PanelZone,
  SOURCE_KINDS,
  SOURCE_VERBS,
  type SourceAddress,
} from './panel-input.ts'

/** Where a panel's traces come from. */
export type Origin =
  | { readonly from: 'nowhere' }
  | { readonly from: 'object'; readonly source: PanelSource }
  | { readonly from: 'address'; readonly address: Required<SourceAddress> }
  | { readonly from: 'traces'; readonly traces: string | object }

/** A {@link PanelInput} that can be meant. */
export interface PanelOptions {
  readonly origin: Origin
  readonly traceId: TraceId | null
  readonly spanId: SpanId | null
  readonly view: PanelView
  readonly tab: PanelTab
  readonly theme: PanelTheme
  readonly zone: PanelZone
  readonly shortcuts: PanelShortcuts
  readonly addressOf: AddressOf | null
}

/** What a host asked for can't be meant; the message is a plain sentence. */
export class BadOption extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'BadOption'
  }
}

/** Reads what a host asks for; anything may be wrong with it. @throws BadOption that names the option */
export function panelOptions(input: PanelInput, baseUri: string): PanelOptions {
  const view = oneOf('view', input.view, PANEL_VIEWS)
  return {
    origin: originOf(input, baseUri),
    traceId: idOf('trace-id', input.traceId, parseTraceId, 32),
    spanId: idOf('span-id', input.spanId, parseSpanId, 16),
    view,
    tab: oneOf('tab', input.tab, PANEL_TABS, view === 'details' ? 'links' : DEFAULT_TAB),
    theme: oneOf('theme', input.theme, PANEL_THEMES),
    zone: oneOf('zone', input.zone, PANEL_ZONES),
    shortcuts: oneOf('shortcuts', input.shortcuts, PANEL_SHORTCUTS),
    addressOf: addressesOf(input.hrefTemplate, baseUri),
  }
}

/** The same origin keeps its identity, so that what was read from it stays open. */
export function sameOrigin(a: Origin, b: Origin): boolean {
  if (a.from === 'object') return b.from === 'object' && a.source === b.source
  if (a.from === 'traces') return b.from === 'traces' && a.traces === b.traces
  if (a.from === 'nowhere') return b.from === 'nowhere'
  if (b.from !== 'address') return false
  const [{ kind, url, name }, other] = [a.address, b.address]
  return kind === other.kind && url === other.url && name === other.name
}

function originOf({ source, traces }: PanelInput, baseUri: string): Origin {
  if (isGiven(traces)) {
    if (typeof traces !== 'string' && typeof traces !== 'object') {
      throw new BadOption('traces has to be OTLP JSON, as text or as an object.')
    }
    return { from: 'traces', traces }
  }
  if (!isGiven(source)) return { from: 'nowhere' }
  if (typeof source !== 'object') {
    throw new BadOption('source has to be an object: a kind and a url, or a source of your own.')
  }
  if (!('url' in source)) return { from: 'object', source: checkedSource(source) }
  return { from: 'address', address: checkedAddress(source, baseUri) }
}

function checkedSource(source: PanelSource): PanelSource {
  const missing = SOURCE_VERBS.find((verb) => typeof source[verb] !== 'function')
  if (missing !== undefined) throw new BadOption(`source lacks the function ${missing}.`)
  if (typeof source.capabilities !== 'object' || source.capabilities === null) {
    throw new BadOption('source lacks its capabilities.')
  }
  return source
}

function checkedAddress({ kind, url, name }: SourceAddress, baseUri: string) {
  const known = oneOf('source-kind', kind, SOURCE_KINDS, null)
  const parsed = URL.parse(textOf('source-url', url) ?? '', baseUri)
  const problem = parsed === null ? 'not http' : addressProblem(parsed.href)
  if (parsed === null || problem !== null) {
    throw new BadOption(ADDRESS_PROBLEMS[problem ?? 'not http'])
  }
  return {
    kind: known,
    url: parsed.href.replace(/\/+$/, ''),
    name: textOf('source-name', name) ?? parsed.host,
  }
}

const ADDRESS_PROBLEMS = {
  'not http': 'source-url has to be an http or https address, or relative to the page.',
  credentials: 'source-url may hold no credentials: everyone who opens the page could read them.',
  query: 'source-url has no “?” and no “#”: it ends where the paths of the source’s API follow.',
} as const

function idOf<Id>(
  option: string,
  value: unknown,
  parse: (text: string) => Id | null,
  digits: number,
): Id | null {
  const text = textOf(option, value)
  if (text === null) return null
  const id = parse(text.trim())
  if (id === null) throw new BadOption(`${option} has to be ${digits} hex digits, not all zero.`)
  return id
}

/** One of the words; the first when none is given, where there is a default. */
function oneOf<Word extends string>(
  option: string,
  value: unknown,
  words: readonly Word[],
  fallback: Word | null = words[0],
): Word {
  const text = textOf(option, value)
  const word = text === null ? fallback : words.find((known) => known === text)
  if (!word) throw new BadOption(`${option} has to be one of ${words.join(', ')}.`)
  return word
}

function addressesOf(template: unknown, baseUri: string): AddressOf | null {
  const text = textOf('href-template', template)
  if (text === null) return null
  try {
    return parseHrefTemplate(text, baseUri)
  } catch (error) {
    throw new BadOption((error as Error).message)
  }
}

/** Null: the option is not given, or empty. */
function textOf(option: string, value: unknown): string | null {
  if (!isGiven(value) || value === '') return null
  if (typeof value !== 'string') throw new BadOption(`${option} has to be text.`)
  return value
}

function isGiven<T>(value: T): value is NonNullable<T> {
  return value !== null && value !== undefined
}
