import { useId, useMemo, useRef } from 'react'
import type { SpanRef } from '../../model/ids.ts'
import type { Journey } from '../../model/journey/journey.ts'
import { useSize } from '../../ui/use-size.ts'
import { LaneName } from './LaneName.tsx'
import { PictureLane } from './PictureLane.tsx'
import { PictureWait } from './PictureWait.tsx'
import { pictureOf } from './picture.ts'
import type { Active } from './active.ts'

const NAME_X = 8

interface Props {
  readonly journey: Journey
  readonly active: Active | null
  readonly selected: SpanRef | null
  readonly onActive: (active: Active | null) => void
  readonly onSelect: (span: SpanRef) => void
  readonly onOpen: (span: SpanRef) => void
}

/** The journey on one clock. The list of its steps says the same; this is for the eye and the pointer. */
export function JourneyPicture({ journey, active, selected, onActive, onSelect, onOpen }: Props) {
  const box = useRef<HTMLDivElement>(null)
  const { width } = useSize(box)
  const hatch = useId()
  const picture = useMemo(() => (width > 0 ? pictureOf(journey, width) : null), [journey, width])
  return (
    <div className="jy-picture" ref={box}>
      {picture && (
        <svg width={width} height={picture.height} aria-hidden="true">
          <defs>
            <pattern
              id={hatch}
              width="7"
              height="7"
              patternUnits="userSpaceOnUse"
              patternTransform="rotate(45)"
            >
              <rect className="jy-hatch-line" width="2.2" height="7" />
            </pattern>
          </defs>
          <line
            className="jy-axis"
            x1={picture.gutter}
            x2={width}
            y1={picture.axisY}
            y2={picture.axisY}
          />
          {picture.gaps.map(({ x, width: gap, label }) => (
            <g key={x} className="jy-gap">
              <rect x={x} y={picture.axisY} width={gap} height={picture.height - picture.axisY} />
              <path d={breakSign(x + gap / 2, picture.axisY)} />
              <text x={label.x} y={label.y} textAnchor={label.anchor}>
                {label.text}
              </text>
            </g>
          ))}
          {picture.lanes.map((lane, at) => (
            <PictureLane
              key={journey.legs[at].key}
              lane={lane}
              leg={journey.legs[at]}
              width={width}
              active={active?.kind === 'leg' && active.at === at}
              selected={selected}
              onActive={(on) => onActive(on ? { kind: 'leg', at } : null)}
              onSelect={onSelect}
              onOpen={onOpen}
            />
          ))}
          {picture.waits.map((mark, at) => (
            <PictureWait
              key={journey.waits[at].edge.key}
              mark={mark}
              wait={journey.waits[at]}
              hatch={hatch}
              active={active?.kind === 'wait' && active.at === at}
              onActive={(on) => onActive(on ? { kind: 'wait', at } : null)}
            />
          ))}
          {picture.lanes.map(({ leg, nameY }) => (
            <LaneName
              key={journey.legs[leg].key}
              leg={journey.legs[leg]}
              x={NAME_X}
              y={nameY}
              width={(picture.gutter || width) - 2 * NAME_X}
            />
          ))}
        </svg>
      )}
      <p className="jy-legend muted" aria-hidden="true">
        Underlined: the critical path. Hatched: waiting. Pale: a span’s work on other items. Shaded:
        time in which nothing was done for the item, drawn shorter than it was.
      </p>
    </div>
  )
}

/** Two strokes across the axis. */
function breakSign(x: number, y: number): string {
  return [x - 3, x + 3].map((at) => `M ${at - 3} ${y + 5} L ${at + 3} ${y - 5}`).join(' ')
}
