/**
 * Names of the fields in which VictoriaTraces stores spans (lib/protoparser/opentelemetry/pb/trace_fields.go of its source).
 * Nothing there is documented as stable.
 */
export const PREFIX = {
  span: 'span_attr:',
  resource: 'resource_attr:',
  scope: 'scope_attr:',
} as const

/** What is stored for an attribute with an empty text: the store has no empty values. */
export const EMPTY_VALUE = '-'

export const SERVICE = 'resource_attr:service.name'

/** Where the index of an event or link stands: at the end, or in early versions after the first word. */
export type Layout = 'index last' | 'index first'

interface IndexedField {
  readonly of: 'event' | 'link'
  readonly name: string
  readonly index: number
  readonly layout: Layout
}

/** The parts of a name such as `link:link_attr:order.id:3`, or `link:3:link_attr:order.id`; null: it is no such name. */
export function indexedField(field: string): IndexedField | null {
  // Most fields are neither, and the patterns cost more than this.
  if (!field.startsWith('link:') && !field.startsWith('event:')) return null
  const last = /^(event|link):((?:event|link)_.*):(\d{1,9})$/s.exec(field)
  if (last) return fieldOf(last[1], last[2], last[3], 'index last')
  const first = /^(event|link):(\d{1,9}):((?:event|link)_.*)$/s.exec(field)
  return first && fieldOf(first[1], first[3], first[2], 'index first')
}

function fieldOf(of: string, name: string, index: string, layout: Layout): IndexedField {
  return { of: of === 'event' ? 'event' : 'link', name, index: Number(index), layout }
}

/** The field of a link's trace or span id. */
export function linkField(
  name: 'link_trace_id' | 'link_span_id',
  { index, layout }: Pick<IndexedField, 'index' | 'layout'>,
): string {
  return layout === 'index last' ? `link:${name}:${index}` : `link:${index}:${name}`
}
