import { useMemo } from 'react'
import { formatCount } from '../base/format.ts'
import { nameText } from '../base/visible-text.ts'
import { miniWaterfall } from '../model/mini-waterfall.ts'
import { type TraceTable, nameAt, serviceAt } from '../model/trace-table.ts'
import { serviceColor } from './service-colors.ts'
import './mini-waterfall.css'

const LINE = 7

interface Props {
  readonly table: TraceTable
  readonly row: number
}

/** Where a span stands in its trace: the way from the root in words, and the trace in a few bars. */
export function MiniWaterfall({ table, row }: Props) {
  const { path, skipped, bars, left } = useMemo(() => miniWaterfall(table, row), [table, row])
  return (
    <div className="mini">
      <ol className="mini-path" aria-label="Path to the root">
        {[...path, row].map((at, i) => (
          <li key={at} aria-current={at === row || undefined}>
            {i === 1 && skipped > 0 && (
              <span className="muted">{formatCount(skipped)} spans between, then </span>
            )}
            <span className="muted">{nameText(serviceAt(table, at)) || 'unknown service'}</span>{' '}
            {nameText(nameAt(table, at)) || 'unnamed'}
          </li>
        ))}
      </ol>
      <svg className="mini-bars" height={bars.length * LINE} aria-hidden="true">
        {bars.map(({ row: at, service, failed, start, width, what }, i) => (
          <g key={at} className={`mini-${what}`}>
            {what === 'span' && (
              <rect className="mini-mark" y={i * LINE} width="100%" height={LINE} />
            )}
            <rect
              x={`${Math.min(99, start * 100)}%`}
              y={i * LINE + 1}
              width={`${Math.max(1, width * 100)}%`}
              height={LINE - 2}
              fill={failed ? 'var(--error)' : serviceColor(service)}
            />
          </g>
        ))}
      </svg>
      <p className="muted">
        {formatCount(table.length)} {table.length === 1 ? 'span' : 'spans'}
        {left > 0 && `, ${formatCount(bars.length)} of them drawn`}
      </p>
    </div>
  )
}
