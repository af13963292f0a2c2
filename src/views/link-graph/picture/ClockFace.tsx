import { useMemo } from 'react'
import { type Camera, sightOf } from '../../../canvas/camera.ts'
import { formatDate } from '../../../base/format.ts'
import { usePreference } from '../../../queries/use-explorer.ts'
import { type Clock, startOf } from '../layout/clock.ts'
import { clockLabels } from '../scene/clock-labels.ts'
import { clockGaps, clockTicks } from '../scene/clock-ticks.ts'
import type { Size } from './size.ts'

interface Props {
  readonly clock: Clock
  readonly camera: Camera
  readonly size: Size
}

/** Pixels between ticks. */
const LEAST = 84
/** A gap of less is not seen, and there may be thousands. */
const LEAST_GAP = 2

/** The time over a timeline on a strip of its own, and where idle time was left out behind the boxes. */
export function ClockFace({ clock, camera, size }: Props) {
  const zone = usePreference('zone')
  const { left, right } = sightOf(camera, size)
  const { x, k } = camera
  const all = useMemo(() => clockGaps(clock.scale), [clock])
  const gaps = all.filter((gap) => {
    return k * gap.width > LEAST_GAP && gap.x < right && gap.x + gap.width > left
  })
  // Left of it stand boxes whose time is not known.
  const begins = Math.max(startOf(clock.scale), left)
  const ticks = clockTicks(clock, { left: begins, right }, LEAST / k, zone)
  const dateAt = clock.origin + BigInt(Math.round(clock.scale.toTime(begins)))
  const date = formatDate(dateAt, zone)
  const unknownX = clock.unknown ? clock.unknownX : null
  return (
    <>
      <div className="lg-clock" aria-hidden="true">
        {gaps.map((gap) => (
          <span
            key={gap.x}
            className="lg-gap"
            style={{ transform: `translateX(${x + k * gap.x}px)`, width: k * gap.width }}
          />
        ))}
        {ticks.map((tick) => (
          <span
            key={tick.x}
            className="lg-tick"
            style={{ transform: `translateX(${x + k * tick.x}px)` }}
          />
        ))}
      </div>
      <div className="lg-strip lg-clock-strip" aria-hidden="true">
        {clockLabels({ ticks, gaps, date, unknownX }, camera).map((label) => (
          <span
            key={`${label.kind} ${label.x}`}
            data-row={label.row}
            style={{ transform: `translateX(${label.x}px)` }}
          >
            {label.text}
          </span>
        ))}
      </div>
    </>
  )
}
