import type { KeyboardEvent, PointerEvent } from 'react'

interface Props {
  readonly label: string
  /** Fraction of the parent's width, or height, that lies on the side which the splitter sizes. */
  readonly value: number
  /** Whether the two sides stand side by side, or one below the other. */
  readonly split?: 'columns' | 'rows'
  /** Without it, what lies behind the splitter. */
  readonly sizes?: 'before' | 'behind'
  readonly min: number
  readonly max: number
  readonly onChange: (value: number) => void
}

/** A window splitter (ARIA pattern): drag, or arrows in steps of 2 %. Its parent is what it splits. */
export function Splitter(props: Props) {
  const { label, value, split = 'columns', sizes = 'behind', min, max, onChange } = props
  const columns = split === 'columns'
  const set = (next: number) => onChange(Math.min(max, Math.max(min, next)))
  const drag = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.parentElement?.getBoundingClientRect()
    if (!box || !event.currentTarget.hasPointerCapture(event.pointerId)) return
    const behind = columns
      ? (box.right - event.clientX) / box.width
      : (box.bottom - event.clientY) / box.height
    set(sizes === 'behind' ? behind : 1 - behind)
  }
  const key = (event: KeyboardEvent) => {
    const [less, more] = columns ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown']
    if (event.key !== less && event.key !== more) return
    event.preventDefault()
    set((event.key === less) === (sizes === 'behind') ? value + 0.02 : value - 0.02)
  }
  return (
    <div
      role="separator"
      aria-orientation={columns ? 'vertical' : 'horizontal'}
      aria-label={label}
      aria-valuenow={Math.round(value * 100)}
      aria-valuemin={Math.round(min * 100)}
      aria-valuemax={Math.round(max * 100)}
      tabIndex={0}
      className={columns ? 'splitter' : 'splitter splitter-rows'}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onKeyDown={key}
    />
  )
}
