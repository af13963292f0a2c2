import { formatCount } from '../../base/format.ts'
import { serviceColor } from '../../canvas/service-colors.ts'
import type { PlaceLink } from '../../queries/explorer.ts'
import type { MapCard } from './map-picture.ts'
import { plural, serviceText, titleOf } from './words.ts'

interface Props {
  readonly card: MapCard
  readonly link: PlaceLink
  readonly chosen: boolean
}

/** A node of the picture: a link that chooses it. Its edge's details lead there, too, so that it is no stop of the Tab key. */
export function MapCardView({ card, link, chosen }: Props) {
  const { node, place, linksOut, linkedFrom, edgesLeft } = card
  const { x, y, width, height } = place
  const figures = [
    ...(linksOut > 0 ? [`${plural(linksOut, 'link')} out`] : []),
    ...(linkedFrom > 0 ? [`linked from ${formatCount(linkedFrom)}`] : []),
    ...(edgesLeft > 0 ? [`${plural(edgesLeft, 'edge')} not drawn`] : []),
  ].join(' · ')
  return (
    <a
      {...link}
      tabIndex={-1}
      aria-current={chosen ? 'true' : undefined}
      className={node === null ? 'link-map-card is-absent' : 'link-map-card'}
      style={{
        left: x,
        top: y,
        width,
        height,
        ...(node && { borderLeftColor: serviceColor(node.service) }),
      }}
    >
      <strong className="truncate" title={titleOf(node)}>
        {titleOf(node)}
      </strong>
      {node?.name != null && <span className="truncate">{serviceText(node)}</span>}
      <span className="truncate muted">{figures}</span>
    </a>
  )
}
