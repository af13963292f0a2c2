import type { KeyboardEvent, PointerEvent } from 'react'

interface Props {
  readonly label: string
  /** Fraction of the parent's width that lies behind the splitter. */
  readonly value: number
  readonly min: number
  readonly max: number
  readonly onChange: (value: number) => void
}

/** A window splitter (ARIA pattern): drag, or arrows in steps of 2 %. Its parent is the row that it splits. */
export function Splitter({ label, value, min, max, onChange }: Props) {
  const set = (next: number) => onChange(Math.min(max, Math.max(min, next)))
  const drag = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.parentElement?.getBoundingClientRect()
    if (!box || !event.currentTarget.hasPointerCapture(event.pointerId)) return
    set((box.right - event.clientX) / box.width)
  }
  const key = (event: KeyboardEvent) => {
    const step = { ArrowLeft: 0.02, ArrowRight: -0.02 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    set(value + step)
  }
  return (
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={Math.round(value * 100)}
      aria-valuemin={min * 100}
      aria-valuemax={max * 100}
      tabIndex={0}
      className="splitter"
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onKeyDown={key}
    />
  )
}
