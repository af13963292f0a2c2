import { useMemo } from 'react'
import { type Camera, sightOf } from '../../../canvas/camera.ts'
import { formatDate } from '../../../base/format.ts'
import { usePreference } from '../../../queries/use-explorer.ts'
import { UNKNOWN_X } from '../layout/timeline.ts'
import type { Clock } from '../scene-maker.ts'
import { clockGaps, clockTicks } from '../scene/clock-ticks.ts'
import type { Size } from './size.ts'

interface Props {
  readonly clock: Clock
  readonly camera: Camera
  readonly size: Size
}

const LEAST = 84

/** The time over a timeline, and where idle time was left out. */
export function ClockFace({ clock, camera, size }: Props) {
  const zone = usePreference('zone')
  const { left, right } = sightOf(camera, size)
  const { x, k } = camera
  const gaps = useMemo(() => clockGaps(clock.scale), [clock])
  const ticks = clockTicks(clock, { left: Math.max(0, left), right }, LEAST / k, zone)
  const dateAt = clock.origin + BigInt(Math.round(clock.scale.toTime(left)))
  return (
    <div className="lg-clock" aria-hidden="true">
      {gaps.map((gap) => (
        <span
          key={gap.x}
          className="lg-gap"
          style={{ transform: `translateX(${x + k * gap.x}px)`, width: k * gap.width }}
        >
          {k * gap.width > 30 && <span title={`${gap.text} idle`}>{gap.text}</span>}
        </span>
      ))}
      <span className="lg-date">{formatDate(dateAt, zone)}</span>
      {clock.unknown && (
        <span className="lg-unknown" style={{ transform: `translateX(${x + k * UNKNOWN_X}px)` }}>
          time not known
        </span>
      )}
      {ticks.map((tick) => (
        <span
          key={tick.x}
          className="lg-tick"
          style={{ transform: `translateX(${x + k * tick.x}px)` }}
        >
          {tick.text}
        </span>
      ))}
    </div>
  )
}
