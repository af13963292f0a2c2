import { attribute } from '../../model/attributes.ts'
import { spanOfTarget } from '../../model/link-target.ts'
import { STATUS_ERROR, type Span } from '../../model/span.ts'
import { type RankedWaits, rankedWaits, waitHistogram } from '../../model/wait.ts'
import type { LinkRow } from './link-rows.ts'

/** Attributes with which a batch says how many items it took (OpenTelemetry messaging conventions, and the common `batch.size`). */
const SIZE_KEYS = ['batch.size', 'messaging.batch.message_count'] as const

export interface LinkSummary {
  /** Links the span carries, duplicates included. */
  readonly linked: number
  /** How many items the span says it took; null when it says nothing. */
  readonly expected: { readonly key: string; readonly count: number } | null
  readonly waits: RankedWaits | null
  /** Waits in ten equal steps from shortest to longest; empty below three. */
  readonly histogram: readonly number[]
  readonly failed: number
  /** Targets that can't be shown. */
  readonly unresolved: number
  readonly pending: number
  readonly dropped: number
}

const STEPS = 10

export function summarise(
  rows: readonly LinkRow[],
  span: Pick<Span, 'attributes' | 'droppedLinks'> | null,
): LinkSummary {
  const waits = rows.flatMap(({ wait }) => wait ?? [])
  const at = (kind: LinkRow['target']['at']) =>
    rows.filter(({ target }) => target.at === kind).length
  return {
    linked: rows.reduce((sum, row) => sum + row.count, 0),
    expected: span && expectedItems(span),
    waits: rankedWaits(waits),
    histogram: waitHistogram(
      waits.map(({ nanos }) => nanos),
      STEPS,
    ),
    failed: rows.filter(({ target }) => spanOfTarget(target)?.status === STATUS_ERROR).length,
    unresolved: at('absent') + at('malformed'),
    pending: at('pending'),
    dropped: span?.droppedLinks ?? 0,
  }
}

function expectedItems(span: Pick<Span, 'attributes'>): LinkSummary['expected'] {
  for (const key of SIZE_KEYS) {
    const value = attribute(span.attributes, key)
    if (typeof value === 'bigint' || typeof value === 'number') return { key, count: Number(value) }
  }
  return null
}
