import type { LegWait } from '../../model/journey/journey.ts'
import { BAR_HEIGHT } from './picture-lane.ts'
import type { WaitMark } from './picture-wait.ts'
import { waitSentence } from './words.ts'

interface Props {
  readonly mark: WaitMark
  readonly wait: LegWait
  /** The id of the pattern. */
  readonly hatch: string
  readonly active: boolean
  readonly onActive: (on: boolean) => void
}

/** The time between two legs: hatched, and the curve along which the item went. */
export function PictureWait({ mark, wait, hatch, active, onActive }: Props) {
  const { hatch: box, label, curve, isRetry } = mark
  const kind = `jy-wait${isRetry ? ' is-retry' : ''}${active ? ' is-active' : ''}`
  return (
    <g
      className={kind}
      onPointerEnter={() => onActive(true)}
      onPointerLeave={() => onActive(false)}
    >
      <title>{waitSentence(wait)}</title>
      {box && (
        <rect x={box.x} y={box.y} width={box.width} height={BAR_HEIGHT} fill={`url(#${hatch})`} />
      )}
      {curve !== null && <path d={curve} fill="none" />}
      <text x={label.x} y={label.y} textAnchor={label.anchor}>
        {label.text}
      </text>
    </g>
  )
}
