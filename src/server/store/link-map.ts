import type { LinkMap, MapScope } from '../../model/link-map/link-map.ts'
import { MapReading } from '../../model/link-map/map-reading.ts'
import type { SpanRef } from '../../model/ids.ts'
import { decodeLinks } from '../../otlp/decode-span.ts'
import type { SpanSummary } from '../../model/summary.ts'
import type { Database, Statement } from './database.ts'
import { SUMMARY_COLUMNS, type SpanLookup, type SummaryRow, summaryOfRow } from './span-lookup.ts'
import { storedTime, timeOfStored } from './stored-time.ts'
import { pacer } from './turns.ts'

/** Traces read at once. */
const PAGE = 200

interface TraceRow {
  readonly pk: bigint
  readonly start: bigint
  readonly links: bigint
}

interface SpanRow extends SummaryRow {
  readonly links: bigint
  readonly body: Uint8Array
}

/**
 * The links between operations, newest linking traces first until `maxLinks`. Each link costs a look-up of its target, some ten microseconds.
 */
export class LinkMapReader {
  readonly #spans: SpanLookup
  readonly #page: Statement
  readonly #linking: Statement

  constructor(database: Database, spans: SpanLookup) {
    this.#spans = spans
    this.#page = database.prepareBig(
      `SELECT pk, start, links FROM traces
       WHERE links > 0 AND start >= ? AND start <= ? AND (start, pk) < (?, ?)
       ORDER BY start DESC, pk DESC LIMIT ${PAGE}`,
    )
    this.#linking = database.prepareBig(
      `SELECT ${SUMMARY_COLUMNS}, s.links, s.body FROM spans s
       JOIN traces t ON t.pk = s.trace_pk JOIN operations o ON o.id = s.op_id
       WHERE s.trace_pk = ? AND s.links > 0 ORDER BY s.id`,
    )
  }

  /** @throws what `signal` is aborted with */
  async read(scope: MapScope, signal: AbortSignal): Promise<LinkMap> {
    const reading = new MapReading(scope)
    const pause = pacer()
    for await (const trace of this.#traces(scope.from, scope.to)) {
      if (!reading.begins(timeOfStored(trace.start))) break
      for (const row of this.#linking.all(trace.pk) as unknown as SpanRow[]) {
        const linking = summaryOfRow(row)
        for (const { to } of decodeLinks(row.body, 0, Number(row.links))) {
          reading.add(linking, to, to.valid ? this.#spanOf(to.ref) : null)
        }
        await pause()
        signal.throwIfAborted()
      }
    }
    return reading.finish()
  }

  #spanOf(ref: SpanRef): SpanSummary | null {
    const found = this.#spans.find(ref)
    if (typeof found === 'string') return null
    // What traces its examples are of is told when one is opened.
    const { trace: _, ...span } = found
    return span
  }

  /** In pages, since a statement must not stay open while others write. */
  async *#traces(from: bigint, to: bigint): AsyncGenerator<TraceRow> {
    let after: readonly [bigint, bigint] = [(1n << 63n) - 1n, (1n << 63n) - 1n]
    for (;;) {
      const rows = this.#page.all(
        storedTime(from),
        storedTime(to),
        ...after,
      ) as unknown as TraceRow[]
      yield* rows
      const last = rows.at(-1)
      if (!last || rows.length < PAGE) return
      after = [last.start, last.pk]
    }
  }
}
