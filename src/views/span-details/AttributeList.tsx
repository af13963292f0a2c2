import { useState } from 'react'
import type { Attributes } from '../../model/attributes.ts'
import { AttributeRow, type FilterBy } from './AttributeRow.tsx'
import { ShowMore } from './ShowMore.tsx'
import { matchingRows } from './attribute-rows.ts'
import './span-details.css'

interface Props {
  readonly attributes: Attributes
  /** Names the list for a screen reader: "Attributes of the link". */
  readonly label: string
  /** Rows whose key or value contains it; all by default. */
  readonly containing?: string
  /** How many rows are shown at first. */
  readonly first?: number
  /** Shows a search button a row. A stable function keeps the rows from being made again. */
  readonly onFilter?: FilterBy
}

/** Rows that a click adds: few enough to appear at once, many enough to scan. */
const PAGE = 200

/**
 * Keys and typed values of a span, resource, scope, event or link. Rows are told apart by position, since keys may
 * repeat. Give it a `key` of the thing that it describes, or unfolded rows stay unfolded for the next one.
 */
export function AttributeList({
  attributes,
  label,
  containing = '',
  first = PAGE,
  onFilter,
}: Props) {
  const [limit, setLimit] = useState(first)
  const rows = matchingRows(attributes, containing)
  const shown = rows.slice(0, limit)
  return (
    <div className="details-attributes">
      <dl aria-label={label}>
        {shown.map((row) => (
          <AttributeRow key={row} attribute={attributes[row]} onFilter={onFilter} />
        ))}
      </dl>
      <ShowMore
        shown={shown.length}
        total={rows.length}
        step={PAGE}
        what="attributes"
        onShow={setLimit}
      />
    </div>
  )
}
