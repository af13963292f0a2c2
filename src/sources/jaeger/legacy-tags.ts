import {
  type AttributeValue,
  type Attributes,
  type KeyValue,
  attribute,
} from '../../model/attributes.ts'
import { SPAN_KINDS, STATUS_ERROR, STATUS_OK, STATUS_UNSET, type Scope } from '../../model/span.ts'

/** Who writes the tags. VictoriaTraces writes all values as strings, and the status as `error` with one of three words. */
export type Dialect = 'jaeger' | 'victoria'

/** What Jaeger keeps in tags though OTLP has fields for it. */
export interface ReadTags {
  readonly attributes: Attributes
  readonly kind: number
  readonly statusCode: number
  readonly statusMessage: string
  readonly traceState: string
  readonly scope: Pick<Scope, 'name' | 'version'>
}

/** Takes the fields of a span out of its tags; what does not say such a field stays an attribute. */
export function readTags(tags: readonly KeyValue[], dialect: Dialect): ReadTags {
  const taken = new Set<KeyValue>()
  const take = <T>(key: string, read: (value: AttributeValue) => T | null, otherwise: T): T => {
    const tag = tags.find((candidate) => candidate.key === key)
    const value = tag ? read(tag.value) : null
    if (!tag || value === null) return otherwise
    taken.add(tag)
    return value
  }
  const text = (value: AttributeValue) => (typeof value === 'string' ? value : null)
  const code = take('otel.status_code', statusOf, null)
  // Beside a status code that says so, `error` says nothing more; beside another it is the span's own attribute.
  const error =
    code === null || code === STATUS_ERROR
      ? take('error', dialect === 'victoria' ? statusOfWord : statusOfError, STATUS_UNSET)
      : STATUS_UNSET
  const name = take('otel.scope.name', text, take('otel.library.name', text, ''))
  const version = take('otel.scope.version', text, take('otel.library.version', text, ''))
  return {
    kind: take('span.kind', kindOf, 0),
    statusCode: code ?? error,
    statusMessage: take('otel.status_description', text, ''),
    traceState: take('w3c.tracestate', text, ''),
    scope: { name, version },
    attributes: taken.size === 0 ? tags : tags.filter((tag) => !taken.has(tag)),
  }
}

function kindOf(value: AttributeValue): number | null {
  const word = typeof value === 'string' ? value.toLowerCase() : null
  const kind = SPAN_KINDS.findIndex((name) => name === word)
  return kind < 0 ? null : kind
}

function statusOf(value: AttributeValue): number | null {
  if (value === 'ERROR') return STATUS_ERROR
  if (value === 'OK') return STATUS_OK
  return value === 'UNSET' ? STATUS_UNSET : null
}

/** Clients write a bool, old ones a string. */
function statusOfError(value: AttributeValue): number | null {
  return value === true || value === 'true' ? STATUS_ERROR : null
}

function statusOfWord(value: AttributeValue): number | null {
  if (value === 'unset') return STATUS_UNSET
  return value === 'false' ? STATUS_OK : statusOfError(value)
}

/** Jaeger's name for what a source warns of in a span; its newer API writes this attribute itself. */
const WARNINGS = '@jaeger@warnings'

export function warningsAttribute(warnings: readonly unknown[]): KeyValue[] {
  const texts = warnings.filter((warning) => typeof warning === 'string')
  if (texts.length === 0) return []
  return [{ key: WARNINGS, value: texts.map((text) => text.toWellFormed()) }]
}

/** Whether a process carries its service's name among its tags too; the name's own field wins. */
export function withoutServiceName(tags: Attributes): Attributes {
  return attribute(tags, 'service.name') === undefined
    ? tags
    : tags.filter(({ key }) => key !== 'service.name')
}
