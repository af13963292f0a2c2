import type { SourceEntry } from '../../queries/source-list.ts'
import type { PanelInput, SourceAddress } from '../panel-input.ts'

/** Query parameter of a frame's address → what it asks for. */
export const FRAME_PARAMS = {
  span: 'spanId',
  view: 'view',
  tab: 'tab',
  theme: 'theme',
  zone: 'zone',
  shortcuts: 'shortcuts',
} as const satisfies Readonly<Record<string, keyof PanelInput>>

/** The query parameter that names one of the explorer's sources. */
export const SOURCE_PARAM = 'source'

export interface AskedByUrl {
  /** As it is written: whatever it says is checked where all options are. */
  readonly input: PanelInput
  /** Null: the one that the explorer shows unasked. */
  readonly source: string | null
}

/** `/embed/trace/{id}?span=…`; behind the `#` of a static page without `/embed`. */
export function askedByUrl(href: string): AskedByUrl {
  const { pathname, searchParams } = new URL(`http://here${href}`)
  const [, traceId = null] = /^(?:\/embed)?\/trace\/([^/]*)\/?$/.exec(pathname) ?? []
  const input: Record<string, string | null> = { traceId }
  for (const [param, option] of Object.entries(FRAME_PARAMS)) {
    input[option] = searchParams.get(param)
  }
  return { input, source: searchParams.get(SOURCE_PARAM) }
}

/** A source of the explorer as one that a panel asks; null: files that were opened are not there in a panel. */
export function addressOfEntry({ kind, name, base }: SourceEntry): SourceAddress | null {
  return kind === 'file' ? null : { kind, name, url: base === '' ? '/' : base }
}
