import { MAX_EPOCH_NANOS } from '../../base/time.ts'
import { parseSpanId, parseTraceId } from '../../model/ids.ts'
import { spanBatchOf } from '../../model/span-batch-of.ts'
import { type DecodeNote, MAX_NOTES, type SpanBatch } from '../../model/span-batch.ts'
import type { Resource, Scope, Span, SpanEvent } from '../../model/span.ts'
import { BadValue, quoted, textOf } from '../../otlp/json-values.ts'
import {
  type JsonObject,
  MalformedJson,
  isObject,
  itemsOf,
  parseExactJson,
} from '../../otlp/parse-json.ts'
import { sourceFailure } from './errors.ts'
import { readReferences } from './legacy-references.ts'
import { type Dialect, readTags, warningsAttribute, withoutServiceName } from './legacy-tags.ts'
import { nanosOfMicros, pairsOf } from './legacy-values.ts'

/**
 * Decodes Jaeger's JSON: the answer of `/api/traces` and of look-alikes, a download of its UI, a bare trace or list of
 * traces. What this encoding leaves out of a span is absent or null, never made up.
 * @throws MalformedJson when it is no such document
 * @throws SourceError when the document is the source's error
 */
export function decodeJaegerJson(text: string, dialect: Dialect = 'jaeger'): SpanBatch {
  return decodeJaegerObject(parseExactJson(text), dialect)
}

/** The same for a document that is parsed already. */
export function decodeJaegerObject(document: unknown, dialect: Dialect = 'jaeger'): SpanBatch {
  const failure = sourceFailure(document)
  const reader = new LegacyReader(dialect)
  const traces = failure && isObject(document) ? (document.data ?? []) : tracesOf(document)
  for (const [t, trace] of (itemsOf(traces) ?? []).entries()) reader.readTrace(trace, `data[${t}]`)
  if (failure && reader.spans.length === 0) throw failure
  if (failure) reader.note('errors', failure.message)
  return spanBatchOf(reader.spans, reader)
}

function tracesOf(document: unknown): readonly unknown[] {
  if (Array.isArray(document)) return document
  if (!isObject(document)) throw new MalformedJson('the document is not a JSON object')
  if (Object.hasOwn(document, 'spans')) return [document]
  if (!Object.hasOwn(document, 'data')) throw new MalformedJson('the document has no data')
  const traces = isObject(document.data) ? [document.data] : itemsOf(document.data)
  if (!traces) throw new MalformedJson('data is not a list')
  return traces
}

class LegacyReader {
  readonly spans: Span[] = []
  readonly notes: DecodeNote[] = []
  rejected = 0
  readonly #dialect: Dialect
  readonly #resources = new Map<unknown, Resource>()
  readonly #scopes = new Map<string, Scope>()

  constructor(dialect: Dialect) {
    this.#dialect = dialect
  }

  note(path: string, message: string): void {
    if (this.notes.length < MAX_NOTES) this.notes.push({ path, message })
  }

  readTrace(trace: unknown, path: string): void {
    if (!isObject(trace)) {
      this.note(path, 'the trace is not an object')
      return
    }
    const spans = itemsOf(trace.spans)
    if (!spans) this.note(path, 'spans is not a list')
    const processes = isObject(trace.processes) ? trace.processes : {}
    for (const [s, span] of (spans ?? []).entries()) {
      try {
        this.spans.push(this.#spanOf(span, trace, processes))
      } catch (error) {
        if (!(error instanceof BadValue)) throw error
        this.rejected++
        this.note(`${path}.spans[${s}]`, error.message)
      }
    }
  }

  #spanOf(span: unknown, trace: JsonObject, processes: JsonObject): Span {
    if (!isObject(span)) throw new BadValue('the span is not an object')
    const traceText = textOf(span.traceID ?? trace.traceID, 'traceID')
    const traceId = parseTraceId(traceText)
    if (!traceId) throw new BadValue(`trace id ${quoted(traceText)} is not hex or is zero`)
    const spanText = textOf(span.spanID, 'spanID')
    const spanId = parseSpanId(spanText)
    if (!spanId) throw new BadValue(`span id ${quoted(spanText)} is not hex or is zero`)
    const start = epochOf(nanosOfMicros(span.startTime), 'startTime')
    const tags = readTags(pairsOf(span.tags, 'tags'), this.#dialect)
    const warnings = warningsAttribute(itemsOf(span.warnings) ?? [])
    return {
      ref: { traceId, spanId },
      ...readReferences(span.references, traceId, span.parentSpanID),
      traceState: tags.traceState,
      // Jaeger's flags say "sampled", but its links have none: "not sampled" would be read out of that.
      flags: 0,
      name: textOf(span.operationName, 'operationName'),
      kind: tags.kind,
      start,
      end: epochOf(start + nanosOfMicros(span.duration), 'duration'),
      attributes: warnings.length === 0 ? tags.attributes : [...tags.attributes, ...warnings],
      droppedAttributes: 0,
      events: eventsOf(span.logs),
      droppedEvents: 0,
      droppedLinks: 0,
      statusCode: tags.statusCode,
      statusMessage: tags.statusMessage,
      resource: this.#resourceOf(processOf(span, processes)),
      scope: this.#scopeOf(tags.scope),
    }
  }

  /** Spans of one process share the object. */
  #resourceOf(process: unknown): Resource {
    const known = this.#resources.get(process)
    if (known) return known
    const { serviceName, tags } = isObject(process) ? process : {}
    const service = textOf(serviceName, 'serviceName')
    const pairs = pairsOf(tags, 'tags of the process')
    const resource: Resource = {
      attributes:
        service === ''
          ? pairs
          : [{ key: 'service.name', value: service }, ...withoutServiceName(pairs)],
      droppedAttributes: 0,
      schemaUrl: '',
    }
    this.#resources.set(process, resource)
    return resource
  }

  #scopeOf({ name, version }: Pick<Scope, 'name' | 'version'>): Scope {
    const key = JSON.stringify([name, version])
    let scope = this.#scopes.get(key)
    if (!scope) {
      scope = { name, version, attributes: [], droppedAttributes: 0, schemaUrl: '' }
      this.#scopes.set(key, scope)
    }
    return scope
  }
}

/** A process by its key in the trace, or the one that some writers put into the span. */
function processOf(span: JsonObject, processes: JsonObject): unknown {
  const { processID: key, process } = span
  return typeof key === 'string' && Object.hasOwn(processes, key) ? processes[key] : process
}

function epochOf(time: bigint, what: string): bigint {
  if (time < 0n || time > MAX_EPOCH_NANOS) throw new BadValue(`${what} is out of range`)
  return time
}

function eventsOf(logs: unknown): SpanEvent[] {
  const items = itemsOf(logs)
  if (!items) throw new BadValue('logs are not a list')
  return items.map((log) => {
    if (!isObject(log)) throw new BadValue('a log is not an object')
    const fields = pairsOf(log.fields, 'fields of a log')
    // `event` by OpenTracing's conventions; before them `message`.
    const named = ['event', 'message']
      .map((key) => fields.find((field) => field.key === key))
      .find((field) => typeof field?.value === 'string')
    return {
      time: epochOf(nanosOfMicros(log.timestamp), 'timestamp'),
      name: named ? (named.value as string) : '',
      attributes: fields.filter((field) => field !== named),
      droppedAttributes: 0,
    }
  })
}
