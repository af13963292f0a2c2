import { hexOf } from '../../base/hex.ts'
import type { SpanId, TraceId } from '../../model/ids.ts'
import type { ShapeBar, TraceSummary } from '../../model/summary.ts'
import { BoundedMap } from './bounded-map.ts'
import type { Database, Statement } from './database.ts'
import { SHAPE_SPANS, type ShapeSpan, shapeOf } from '../../model/shape.ts'
import { timeOfStored } from './stored-time.ts'
import { VISIBLE_LINK } from './visible-link.ts'

/**
 * Finding the first spans of a trace reads all of its rows, half of the cost of a line: the picture is kept until the trace grows.
 * That of a large trace is dear, and small ones must not crowd it out.
 */
const LARGE = 1000
const KEPT = 2000

interface TraceRow {
  readonly trace_id: Uint8Array
  readonly start: bigint
  readonly end: bigint
  readonly spans: bigint
  readonly errors: bigint
  readonly links: bigint
  readonly head_span: Uint8Array
  readonly rooted: bigint
  readonly sample: bigint
  readonly service: string
  readonly name: string
  readonly linked_from: bigint
}

interface KeptShape {
  readonly spans: bigint
  readonly shape: ShapeBar[]
}

/** One line of the Traces table by the row's key. */
export class Summaries {
  readonly #small = new BoundedMap<number, KeptShape>(KEPT)
  readonly #large = new BoundedMap<number, KeptShape>(KEPT)
  readonly #trace: Statement
  readonly #services: Statement
  readonly #firstSpans: Statement

  constructor(database: Database) {
    this.#trace = database.prepareBig(
      `SELECT t.trace_id, t.start, t."end", t.spans, t.errors, t.links, t.head_span, t.rooted, t.sample,
         o.service, o.name,
         (SELECT count(*) FROM links l WHERE l.target_trace = t.trace_id AND ${VISIBLE_LINK}) AS linked_from
       FROM traces t JOIN operations o ON o.id = t.head_op WHERE t.pk = ?`,
    )
    this.#services = database.prepare(
      `SELECT DISTINCT o.service FROM trace_operations x JOIN operations o ON o.id = x.op_id
       WHERE x.trace_pk = ? ORDER BY o.service`,
    )
    this.#firstSpans = database.prepareBig(
      `SELECT s.span_id AS spanId, s.parent, s.start, s."end", o.service
       FROM spans s JOIN operations o ON o.id = s.op_id
       WHERE s.trace_pk = ? ORDER BY s.start, s.span_id LIMIT ${SHAPE_SPANS}`,
    )
  }

  /** Null when the trace was removed since its key was read. */
  of(pk: number): TraceSummary | null {
    const row = this.#trace.get(pk) as unknown as TraceRow | undefined
    if (!row) return null
    const services = this.#services.all(pk) as { service: string }[]
    return {
      traceId: hexOf(row.trace_id) as TraceId,
      rootSpanId: row.rooted === 1n ? (hexOf(row.head_span) as SpanId) : null,
      rootService: row.service,
      rootName: row.name,
      start: timeOfStored(row.start),
      end: timeOfStored(row.end),
      spanCount: Number(row.spans),
      errorCount: Number(row.errors),
      services: services.map((entry) => entry.service),
      linksOut: Number(row.links),
      linkedFrom: Number(row.linked_from),
      sample: row.sample === 1n,
      shape: this.#shape(pk, row),
    }
  }

  #shape(pk: number, row: TraceRow): ShapeBar[] {
    const shapes = row.spans < LARGE ? this.#small : this.#large
    const kept = shapes.get(pk)
    if (kept?.spans === row.spans) return kept.shape
    const shape = shapeOf(this.#firstSpans.all(pk) as unknown as ShapeSpan[], row)
    shapes.set(pk, { spans: row.spans, shape })
    return shape
  }
}
