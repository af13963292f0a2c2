import { formatCount, formatDuration } from '../../../base/format.ts'
import { serviceColor } from '../../../canvas/service-colors.ts'
import type { PlaceLink } from '../../../queries/explorer.ts'
import { SIDE_NAMES } from '../scene/item-words.ts'
import type { GraphRow } from './graph-rows.ts'

interface Props {
  readonly row: GraphRow
  readonly link: PlaceLink
}

export function BoxCells({ row, link }: Props) {
  const side = SIDE_NAMES[row.side]
  return (
    <>
      <div role="gridcell" className="truncate">
        <a {...link} tabIndex={-1}>
          {row.operation}
        </a>
        {row.hint !== '' && <span className="muted"> {row.hint}</span>}
        {row.at !== '' && <span className="muted"> {row.at}</span>}
        {row.failed && <span className="is-error"> failed</span>}
      </div>
      <div role="gridcell" className="truncate">
        {row.service !== '' && (
          <>
            <span className="swatch" style={{ background: serviceColor(row.service) }} />{' '}
            {row.service}
          </>
        )}
      </div>
      <div role="gridcell">{row.hop > 1 ? `${side}, ${row.hop} links away` : side}</div>
      <div role="gridcell">{row.spans !== null && formatCount(row.spans)}</div>
      <div role="gridcell" className={row.errors ? 'is-error' : undefined}>
        {row.errors !== null && formatCount(row.errors)}
      </div>
      <div role="gridcell">{row.duration !== null && formatDuration(row.duration)}</div>
      <div role="gridcell" className="truncate">
        {row.waitText}
      </div>
      <div role="gridcell">{formatCount(row.links)}</div>
    </>
  )
}
