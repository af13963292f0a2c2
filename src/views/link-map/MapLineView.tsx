import type { PlaceLink } from '../../queries/explorer.ts'
import { pathOf } from '../../canvas/graph/curve.ts'
import type { MapLine } from './map-picture.ts'
import { edgeLabel, edgeName } from './words.ts'

interface Props {
  readonly line: MapLine
  readonly link: PlaceLink
  readonly selected: boolean
  /** Another one is chosen. */
  readonly faint: boolean
  readonly tabbable: boolean
  readonly onFocus: () => void
}

/** An edge of the picture: a link that chooses it. */
export function MapLineView({ line, link, selected, faint, tabbable, onFocus }: Props) {
  const { row, curve, thickness, label, worded } = line
  const path = pathOf(curve)
  const { control2, end } = curve.pieces[curve.pieces.length - 1]
  const tip = 5 + thickness
  // A loop comes back from the right, all else from the left.
  const back = control2.x > end.x ? tip * 1.4 : -tip * 1.4
  const classes = [
    'link-map-edge',
    row.cause === null && 'is-absent',
    faint && 'is-faint',
    !worded && 'is-wordless',
  ]
  return (
    <a
      {...link}
      className={classes.filter(Boolean).join(' ')}
      data-kept={`edge ${row.key}`}
      aria-label={edgeName(row)}
      aria-current={selected ? 'true' : undefined}
      tabIndex={tabbable ? 0 : -1}
      onFocus={onFocus}
    >
      <path className="link-map-reach" d={path} />
      <path className="link-map-line" d={path} strokeWidth={thickness} />
      <path
        className="link-map-tip"
        d={`M${end.x} ${end.y}l${back} ${-tip / 1.6}v${tip * 1.25}z`}
      />
      <text x={label.x} y={label.y}>
        {edgeLabel(row)}
      </text>
    </a>
  )
}
