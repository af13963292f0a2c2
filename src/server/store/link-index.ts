import { bytesFromHex, hexOf } from '../../base/hex.ts'
import type { TraceId } from '../../model/ids.ts'
import type { Link } from '../../model/span.ts'
import type { LinksToQuery } from '../../sources/source.ts'
import { decodeLinks } from '../../otlp/decode-span.ts'
import type { SpanSummary } from '../../model/summary.ts'
import type { Database, Statement } from './database.ts'
import {
  HEAD_COLUMNS,
  HEAD_JOIN,
  type HeadRow,
  SUMMARY_COLUMNS,
  summaryWithTrace,
} from './span-lookup.ts'
import { VISIBLE_LINK } from './visible-link.ts'

export interface LinksPage {
  readonly links: readonly { readonly from: SpanSummary; readonly link: Link }[]
  readonly total: number
  readonly cursor: string | null
}

interface Row extends HeadRow {
  readonly target_span: Uint8Array
  readonly id: bigint
  readonly idx: bigint
}

/** Who links to a span or to any span of a trace: one range of the `links` table, whatever arrived first. */
export class LinkIndex {
  readonly #ofTrace: Statement
  readonly #ofSpan: Statement
  readonly #countOfTrace: Statement
  readonly #countOfSpan: Statement
  readonly #countsBySpan: Statement
  readonly #body: Statement

  constructor(database: Database) {
    const page = (condition: string) =>
      database.prepareBig(
        `SELECT l.target_span, l.idx, s.id, ${SUMMARY_COLUMNS}, ${HEAD_COLUMNS}
         FROM links l
         JOIN spans s ON s.id = l.span JOIN traces t ON t.pk = s.trace_pk
         JOIN operations o ON o.id = s.op_id ${HEAD_JOIN}
         WHERE ${condition} AND (l.target_span, l.span, l.idx) > (?, ?, ?)
         ORDER BY l.target_span, l.span, l.idx LIMIT ?`,
      )
    const count = (condition: string) =>
      database.prepare(`SELECT count(*) AS n FROM links l WHERE ${condition} AND ${VISIBLE_LINK}`)
    this.#ofTrace = page('l.target_trace = ?')
    this.#ofSpan = page('l.target_trace = ? AND l.target_span = ?')
    this.#countOfTrace = count('l.target_trace = ?')
    this.#countOfSpan = count('l.target_trace = ? AND l.target_span = ?')
    this.#countsBySpan = database.prepare(
      `SELECT l.target_span, count(*) AS n FROM links l
       WHERE l.target_trace = ? AND ${VISIBLE_LINK} GROUP BY l.target_span`,
    )
    this.#body = database.prepare('SELECT body FROM spans WHERE id = ?')
  }

  /** Null when the cursor is none of ours. */
  linksTo(query: LinksToQuery): LinksPage | null {
    const after = query.cursor === null ? FIRST : parseCursor(query.cursor)
    if (!after) return null
    const target = [bytesFromHex(query.traceId)]
    if (query.spanId !== null) target.push(bytesFromHex(query.spanId))
    const page = query.spanId === null ? this.#ofTrace : this.#ofSpan
    const count = query.spanId === null ? this.#countOfTrace : this.#countOfSpan
    const rows = page.all(
      ...target,
      after.span,
      after.id,
      after.idx,
      query.limit + 1,
    ) as unknown as Row[]
    const shown = rows.slice(0, query.limit)
    const last = shown.at(-1)
    const { n } = count.get(...target) as { n: number }
    return {
      links: this.#withLinks(shown),
      total: n,
      cursor: last && rows.length > shown.length ? cursorOf(last) : null,
    }
  }

  /** How many links point to each span of a trace; spans without any are left out. */
  countsBySpan(traceId: TraceId): { readonly spanId: string; readonly count: number }[] {
    const rows = this.#countsBySpan.all(bytesFromHex(traceId)) as unknown as {
      target_span: Uint8Array
      n: number
    }[]
    return rows.map(({ target_span, n }) => ({ spanId: hexOf(target_span), count: n }))
  }

  /** A span with thousands of links into one trace is decoded once a page, from the first to the last link of the page. */
  #withLinks(rows: readonly Row[]): LinksPage['links'] {
    const ranges = new Map<bigint, [first: number, last: number]>()
    for (const row of rows) {
      const idx = Number(row.idx)
      const [first, last] = ranges.get(row.id) ?? [idx, idx]
      ranges.set(row.id, [Math.min(first, idx), Math.max(last, idx)])
    }
    const decoded = new Map<bigint, { readonly first: number; readonly links: Link[] }>()
    for (const [id, [first, last]] of ranges) {
      const { body } = this.#body.get(id) as { body: Uint8Array }
      decoded.set(id, { first, links: decodeLinks(body, first, last + 1) })
    }
    return rows.map((row) => {
      const { first, links } = decoded.get(row.id)!
      return { from: summaryWithTrace(row), link: links[Number(row.idx) - first] }
    })
  }
}

interface After {
  readonly span: Uint8Array
  readonly id: bigint
  readonly idx: bigint
}

const FIRST: After = { span: new Uint8Array(0), id: -1n, idx: -1n }

function cursorOf(row: Row): string {
  return `${hexOf(row.target_span)}.${row.id}.${row.idx}`
}

function parseCursor(text: string): After | null {
  const [, span, id, idx] = /^([0-9a-f]{16})\.(\d{1,18})\.(\d{1,18})$/.exec(text) ?? []
  const bytes = span === undefined ? null : bytesFromHex(span)
  return bytes && { span: bytes, id: BigInt(id), idx: BigInt(idx) }
}
