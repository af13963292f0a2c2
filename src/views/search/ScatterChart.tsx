import { type MouseEvent, type PointerEvent, memo, useMemo, useRef, useState } from 'react'
import { formatTime } from '../../base/format.ts'
import { nameText } from '../../base/visible-text.ts'
import { serviceColor } from '../../canvas/service-colors.ts'
import type { TraceSummary } from '../../model/summary.ts'
import { useGo, useLinkTo, usePreference } from '../../queries/use-explorer.ts'
import { tracePlace } from '../../state/places.ts'
import { useSize } from '../../ui/use-size.ts'
import { durationText } from './duration-text.ts'
import { NarrowSliders } from './NarrowSliders.tsx'
import { type Dot, type Scatter, circlesPath, dotAt, layoutScatter } from './scatter.ts'

const HEIGHT = 128
/** A shorter movement of the pointer is a click. */
const DRAG = 5

interface Props {
  readonly traces: readonly TraceSummary[]
  /** The times dragged over, in milliseconds since the epoch. */
  readonly onNarrow: (from: string, to: string) => void
}

/**
 * Duration over time. The picture is hidden from assistive technology: the table below has the same traces, with everything that
 * this says. Narrowing the time goes by keyboard as well.
 */
export function ScatterChart({ traces, onNarrow }: Props) {
  const go = useGo()
  const zone = usePreference('zone')
  const linkTo = useLinkTo()
  const plot = useRef<HTMLDivElement>(null)
  const { width } = useSize(plot)
  const scatter = useMemo(
    () => (width > 0 ? layoutScatter(traces, { width, height: HEIGHT, zone }) : null),
    [traces, width, zone],
  )
  const [hovered, setHovered] = useState<Dot | null>(null)
  const [drag, setDrag] = useState<readonly [from: number, to: number] | null>(null)
  const pressedAt = useRef<number | null>(null)
  const dragged = useRef(false)

  const xOf = (event: MouseEvent) =>
    event.clientX - (plot.current?.getBoundingClientRect().left ?? 0)
  const find = (event: MouseEvent) => {
    const top = plot.current?.getBoundingClientRect().top ?? 0
    return scatter && dotAt(scatter.dots, xOf(event), event.clientY - top)
  }
  const press = (event: PointerEvent) => {
    dragged.current = false
    // Touch scrolls the page.
    if (event.button === 0 && event.pointerType === 'mouse') pressedAt.current = xOf(event)
  }
  const move = (event: PointerEvent<SVGSVGElement>) => {
    const from = pressedAt.current
    if (from === null) {
      setHovered(find(event))
      return
    }
    const to = Math.min(width, Math.max(0, xOf(event)))
    if (!dragged.current && Math.abs(to - from) < DRAG) return
    dragged.current = true
    event.currentTarget.setPointerCapture(event.pointerId)
    setHovered(null)
    setDrag([Math.min(from, to), Math.max(from, to)])
  }
  const release = () => {
    pressedAt.current = null
    setDrag(null)
    if (!drag || !scatter) return
    const [from, to] = drag.map(scatter.timeAt)
    onNarrow(String(Math.floor(from)), String(Math.ceil(to)))
  }
  const click = (event: MouseEvent) => {
    // A dot under the mouse is a link; this is for touch, which hovers over nothing first.
    if (dragged.current || (event.target as Element).closest('a')) return
    const dot = find(event)
    if (dot) go(tracePlace(dot.trace.traceId))
  }

  return (
    <div className="search-scatter">
      {scatter && (
        <NarrowSliders
          timeAt={(fraction) => scatter.timeAt(fraction * width)}
          onChoose={(range) => setDrag(range && [range[0] * width, range[1] * width])}
          onNarrow={onNarrow}
        />
      )}
      <div className="search-plot" ref={plot} style={{ height: HEIGHT }} aria-hidden="true">
        <svg
          width={width}
          height={HEIGHT}
          onPointerDown={press}
          onPointerMove={move}
          onPointerUp={release}
          onPointerCancel={() => {
            pressedAt.current = null
            setDrag(null)
          }}
          onPointerLeave={() => setHovered(null)}
          onClick={click}
        >
          <rect className="search-plot-ground" width={width} height={HEIGHT} />
          {scatter?.durations.map(({ at, label }) => (
            <line key={label} className="search-grid-line" x2={width} y1={at} y2={at} />
          ))}
          {scatter && <Dots dots={scatter.dots} />}
          {drag && (
            <rect className="search-brush" x={drag[0]} width={drag[1] - drag[0]} height={HEIGHT} />
          )}
          {hovered && (
            <a {...linkTo(tracePlace(hovered.trace.traceId))} tabIndex={-1} draggable={false}>
              <circle className="search-hit" cx={hovered.x} cy={hovered.y} r={hovered.radius + 4} />
            </a>
          )}
        </svg>
        {scatter && <Labels scatter={scatter} />}
        {hovered && <Tip dot={hovered} width={width} />}
      </div>
    </div>
  )
}

interface DotsProps {
  readonly dots: readonly Dot[]
}

const Dots = memo(function Dots({ dots }: DotsProps) {
  const byColor = Map.groupBy(dots, ({ trace }) => serviceColor(trace.rootService))
  const failed = dots.filter(({ trace }) => (trace.errorCount ?? 0) > 0)
  return (
    <>
      {[...byColor].map(([color, dots]) => (
        <path key={color} className="search-dots" fill={color} d={circlesPath(dots)} />
      ))}
      <path className="search-dots-failed" d={circlesPath(failed, 1)} />
    </>
  )
})

function Labels({ scatter }: { readonly scatter: Scatter }) {
  return (
    <>
      {scatter.durations.map(({ at, label }) => (
        <span key={label} className="search-duration-label" style={{ top: at }}>
          {label}
        </span>
      ))}
      {scatter.times.map(({ at, label }) => (
        <span key={at} className="search-time-label" style={{ left: at }}>
          {label}
        </span>
      ))}
    </>
  )
}

function Tip({ dot, width }: { readonly dot: Dot; readonly width: number }) {
  const zone = usePreference('zone')
  const { trace, x, y } = dot
  const side = x > width / 2 ? { right: width - x + 12 } : { left: x + 12 }
  return (
    <div className="search-tip" style={{ ...side, top: Math.min(y, HEIGHT - 40) }}>
      <div className="truncate">
        <span className="muted">{nameText(trace.rootService)}</span> {nameText(trace.rootName)}
      </div>
      <div className="muted">
        {durationText(trace)} · {formatTime(trace.start, { zone })}
        {trace.errorCount !== null && trace.errorCount > 0 && (
          <span className="is-error"> · {errorsText(trace.errorCount)}</span>
        )}
      </div>
    </div>
  )
}

function errorsText(count: number): string {
  return count === 1 ? '1 error' : `${count} errors`
}
