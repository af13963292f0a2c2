import { formatCount } from '../../base/format.ts'
import { serviceColor } from '../../canvas/service-colors.ts'
import type { MapCard } from './map-picture.ts'
import { plural, serviceText, titleOf } from './words.ts'

/** A node of the picture. */
export function MapCardView({ card }: { readonly card: MapCard }) {
  const { node, place, linksOut, linkedFrom } = card
  const { x, y, width, height } = place
  const figures = [
    ...(linksOut > 0 ? [`${plural(linksOut, 'link')} out`] : []),
    ...(linkedFrom > 0 ? [`linked from ${formatCount(linkedFrom)}`] : []),
  ].join(' · ')
  return (
    <div
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
    </div>
  )
}
