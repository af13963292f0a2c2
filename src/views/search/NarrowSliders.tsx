import { type KeyboardEvent, useState } from 'react'
import { formatTime } from '../../base/format.ts'
import { epochNanosFromMillis } from '../../base/time.ts'
import { usePreference } from '../../queries/use-explorer.ts'

/** Steps from one end of the picture to the other. */
const STEPS = 100

interface Props {
  /** The time at a fraction of the picture's width, in milliseconds since the epoch. */
  readonly timeAt: (fraction: number) => number
  /** Fractions of the width that are meant; null: all of it. */
  readonly onChoose: (range: readonly [number, number] | null) => void
  readonly onNarrow: (from: string, to: string) => void
}

/** By keyboard what dragging over the picture does: its two edges as sliders. They show when they have the focus. */
export function NarrowSliders({ timeAt, onChoose, onNarrow }: Props) {
  const zone = usePreference('zone')
  const [[from, to], setRange] = useState<readonly [number, number]>([0, STEPS])
  const choose = (next: readonly [number, number]) => {
    setRange(next)
    const isAll = next[0] === 0 && next[1] === STEPS
    onChoose(isAll ? null : [next[0] / STEPS, next[1] / STEPS])
  }
  const narrow = () => {
    if (from === 0 && to === STEPS) return
    choose([0, STEPS])
    onNarrow(String(Math.floor(timeAt(from / STEPS))), String(Math.ceil(timeAt(to / STEPS))))
  }
  const key = (event: KeyboardEvent) => {
    if (event.key === 'Enter') narrow()
    else if (event.key === 'Escape' && (from > 0 || to < STEPS)) choose([0, STEPS])
    else return
    event.preventDefault()
    // Escape would close something else as well.
    event.stopPropagation()
  }
  const slider = (
    label: string,
    value: number,
    change: (value: number) => readonly [number, number],
  ) => (
    <label>
      {label}{' '}
      <input
        type="range"
        min={0}
        max={STEPS}
        value={value}
        aria-valuetext={formatTime(epochNanosFromMillis(timeAt(value / STEPS)), {
          zone,
          precision: 's',
        })}
        onChange={({ target }) => choose(change(Number(target.value)))}
      />
    </label>
  )
  return (
    <div
      className="search-narrow"
      role="group"
      aria-label="Narrow the time"
      onKeyDown={key}
      onBlur={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget)) choose([0, STEPS])
      }}
    >
      {slider('From', from, (value) => [Math.min(value, to - 1), to])}
      {slider('To', to, (value) => [from, Math.max(value, from + 1)])}
      <button type="button" className="button button-small" onClick={narrow}>
        Narrow
      </button>
    </div>
  )
}
