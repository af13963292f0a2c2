import { useVirtualizer } from '@tanstack/react-virtual'
import { useCallback, useMemo, useRef } from 'react'
import { formatDate } from '../../base/format.ts'
import { epochNanosFromMillis } from '../../base/time.ts'
import type { TraceId } from '../../model/ids.ts'
import type { TraceSummary } from '../../model/summary.ts'
import { usePreference } from '../../queries/use-explorer.ts'
import type { SearchState } from '../../state/search-state.ts'
import { ResultHead } from './ResultHead.tsx'
import { ResultRow } from './ResultRow.tsx'
import { parseListed } from '../../state/listed-traces.ts'
import { useKeptView } from './use-kept-view.ts'
import { useOffsetTop } from './use-offset-top.ts'
import { useRowFocus } from './use-row-focus.ts'

const ROW = 32
const TWO_LINE_ROW = 52
const HEAD = 32

interface Props {
  readonly search: SearchState
  readonly traces: readonly TraceSummary[]
  /** Rows of two lines, for narrow places. */
  readonly narrow: boolean
  /** These rows answer an earlier search; the new answer is on its way. */
  readonly stale: boolean
  readonly scroller: HTMLElement | null
}

/** The traces as a grid whose rows exist only around what is in view. */
export function ResultTable({ search, traces, narrow, stale, scroller }: Props) {
  const zone = usePreference('zone')
  const body = useRef<HTMLDivElement>(null)
  const top = useOffsetTop(body, scroller)
  const { active, setActive, focusRow, onKeyDown, keepActive } = useRowFocus(
    traces.length,
    body,
    (row) => virtualizer.scrollToIndex(row),
  )
  const { offset, keepRow } = useKeptView(scroller, !stale, (traceId) => {
    const row = traces.findIndex((trace) => trace.traceId === traceId)
    if (row >= 0) focusRow(row)
  })
  const virtualizer = useVirtualizer({
    count: traces.length,
    getScrollElement: () => scroller,
    estimateSize: () => (narrow ? TWO_LINE_ROW : ROW),
    getItemKey: (row) => traces[row].traceId,
    rangeExtractor: keepActive,
    overscan: 12,
    initialOffset: offset,
    scrollMargin: top,
    scrollPaddingStart: HEAD,
  })
  const onActive = useCallback(
    (row: number, traceId: TraceId) => {
      setActive(row)
      keepRow(traceId)
    },
    [setActive, keepRow],
  )

  /** The span that a list means, of its traces. */
  const meant = useMemo(
    () => new Map(parseListed(search.ids).map(({ traceId, spanId }) => [traceId, spanId])),
    [search.ids],
  )
  const today = formatDate(epochNanosFromMillis(Date.now()), zone)
  const allToday = useMemo(
    () => traces.every(({ start }) => formatDate(start, zone) === today),
    [traces, zone, today],
  )
  const classes = ['search-table', narrow ? 'is-narrow' : '', allToday ? 'is-today' : '']

  return (
    <div
      role="grid"
      aria-label="Traces"
      aria-rowcount={traces.length + 1}
      aria-colcount={7}
      aria-busy={stale}
      className={classes.filter(Boolean).join(' ')}
    >
      <ResultHead search={search} />
      <div
        role="rowgroup"
        ref={body}
        className="search-rows"
        style={{ height: virtualizer.getTotalSize() }}
        onKeyDown={onKeyDown}
      >
        {virtualizer.getVirtualItems().map(({ key, index, start, size }) => (
          <ResultRow
            key={key}
            trace={traces[index]}
            spanId={meant.get(traces[index].traceId) ?? null}
            index={index}
            top={start - top}
            height={size}
            tabbable={index === active}
            onActive={onActive}
            zone={zone}
            today={today}
          />
        ))}
      </div>
    </div>
  )
}
