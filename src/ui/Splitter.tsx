import type { KeyboardEvent, PointerEvent } from 'react'

interface Props {
  readonly label: string
  /** Fraction of the parent's width that lies on the side which the splitter sizes. */
  readonly value: number
  /** Without it, what lies behind the splitter. */
  readonly sizes?: 'before' | 'behind'
  readonly min: number
  readonly max: number
  readonly onChange: (value: number) => void
}

/** A window splitter (ARIA pattern): drag, or arrows in steps of 2 %. Its parent is the row that it splits. */
export function Splitter({ label, value, sizes = 'behind', min, max, onChange }: Props) {
  const set = (next: number) => onChange(Math.min(max, Math.max(min, next)))
  const drag = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.parentElement?.getBoundingClientRect()
    if (!box || !event.currentTarget.hasPointerCapture(event.pointerId)) return
    const behind = (box.right - event.clientX) / box.width
    set(sizes === 'behind' ? behind : 1 - behind)
  }
  const key = (event: KeyboardEvent) => {
    const step = { ArrowLeft: 0.02, ArrowRight: -0.02 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    set(sizes === 'behind' ? value + step : value - step)
  }
  return (
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={Math.round(value * 100)}
      aria-valuemin={Math.round(min * 100)}
      aria-valuemax={Math.round(max * 100)}
      tabIndex={0}
      className="splitter"
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onKeyDown={key}
    />
  )
}
