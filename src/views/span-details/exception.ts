import { type AttributeValue, type Attributes, attributeText } from '../../model/attributes.ts'
import type { SpanEvent } from '../../model/span.ts'

/** An exception as an event carries it (OpenTelemetry semantic conventions, "Exceptions on spans"). */
export interface RecordedException {
  /** Any of the three may be ''; never all. */
  readonly type: string
  readonly message: string
  readonly stackTrace: string
  /** The event's attributes without those three. */
  readonly rest: Attributes
}

const KEYS = ['exception.type', 'exception.message', 'exception.stacktrace'] as const

/** Null when the event records no exception. Told by its attributes: the event's name is not always kept to. */
export function exceptionOf(event: SpanEvent): RecordedException | null {
  // The first entry under a key counts, as everywhere; a repeated one stays in the rest, where it can be seen.
  const found = KEYS.map((key) => event.attributes.findIndex((entry) => entry.key === key))
  const [type, message, stackTrace] = found.map((at) => textOf(event.attributes[at]?.value))
  if (type === '' && message === '' && stackTrace === '') return null
  const rest = event.attributes.filter((_, at) => !found.includes(at))
  return { type, message, stackTrace, rest }
}

function textOf(value: AttributeValue | undefined): string {
  return value === undefined ? '' : attributeText(value)
}

export interface ExceptionSummary {
  readonly exception: RecordedException
  readonly count: number
}

/** The exception that counts for the span, the last one recorded, and how many there are; null when there is none. */
export function lastException(events: readonly SpanEvent[]): ExceptionSummary | null {
  const exceptions = events.map(exceptionOf).filter((exception) => exception !== null)
  const exception = exceptions.at(-1)
  return exception ? { exception, count: exceptions.length } : null
}
