import { attributeText } from '../../model/attributes.ts'
import type { Span } from '../../model/span.ts'
import type { TraceIndex } from './trace-index.ts'

/** Keys and values are suggestions: they come from this many spans of each operation. */
const SPANS_AN_OPERATION = 50
const MAX_ANSWERS = 1000
/** A longer value helps nobody choose. */
const MAX_VALUE_LENGTH = 200

export function servicesIn({ batch }: TraceIndex): string[] {
  const services = [...new Set(batch.service)].map((index) => batch.strings[index])
  return services.filter((service) => service !== '').sort()
}

export function operationsIn({ batch }: TraceIndex, service: string): string[] {
  const wanted = batch.strings.indexOf(service)
  const names = new Set(batch.name.filter((_, i) => batch.service[i] === wanted))
  return [...names].map((index) => batch.strings[index]).sort()
}

export function* attributeKeysIn(
  index: TraceIndex,
  service: string | null,
): Generator<void, string[]> {
  const keys = new Set<string>()
  for (const span of examples(index, service)) {
    for (const { key } of [...span.attributes, ...span.resource.attributes]) {
      if (keys.size < MAX_ANSWERS) keys.add(key)
    }
    yield
  }
  return [...keys].sort()
}

export function* attributeValuesIn(
  index: TraceIndex,
  key: string,
  service: string | null,
): Generator<void, string[]> {
  const values = new Set<string>()
  for (const span of examples(index, service)) {
    for (const entry of [...span.attributes, ...span.resource.attributes]) {
      if (entry.key !== key || values.size >= MAX_ANSWERS) continue
      const text = attributeText(entry.value)
      if (text.length <= MAX_VALUE_LENGTH) values.add(text)
    }
    yield
  }
  return [...values].sort()
}

/** The first spans of each operation, so that a rare one has its say too. */
function* examples({ batch }: TraceIndex, service: string | null): Generator<Span> {
  const wanted = service === null ? null : batch.strings.indexOf(service)
  const seen = new Map<number, number>()
  for (let i = 0; i < batch.length; i++) {
    if (wanted !== null && batch.service[i] !== wanted) continue
    const operation = batch.service[i] * batch.strings.length + batch.name[i]
    const count = seen.get(operation) ?? 0
    if (count === SPANS_AN_OPERATION) continue
    seen.set(operation, count + 1)
    yield batch.span(i)
  }
}
