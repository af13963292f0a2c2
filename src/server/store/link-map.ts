import { LinkMapBuilder } from '../../model/link-map/build-link-map.ts'
import type { LinkMap, MapScope } from '../../model/link-map/link-map.ts'
import { decodeLinks } from '../../otlp/decode-span.ts'
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
  async read({ from, to, maxLinks }: MapScope, signal: AbortSignal): Promise<LinkMap> {
    const builder = new LinkMapBuilder()
    const pause = pacer()
    let [traces, links, malformed] = [0, 0, 0]
    let more = false
    let oldest = to
    for await (const trace of this.#traces(from, to)) {
      if (links >= maxLinks) {
        more = true
        break
      }
      traces++
      oldest = timeOfStored(trace.start)
      for (const row of this.#linking.all(trace.pk) as unknown as SpanRow[]) {
        const linking = summaryOfRow(row)
        for (const { to: end } of decodeLinks(row.body, 0, Number(row.links))) {
          links++
          if (!end.valid) malformed++
          else {
            const found = this.#spans.find(end.ref)
            builder.add({ linking, to: end.ref, linked: typeof found === 'string' ? null : found })
          }
        }
        await pause()
        signal.throwIfAborted()
      }
    }
    const searched = { from: more ? oldest : from, to, traces, links, malformed, more }
    return { ...builder.finish(), searched }
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
