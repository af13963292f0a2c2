import { useState } from 'react'
import { formatCount } from '../../base/format.ts'
import type { Attributes } from '../../model/attributes.ts'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { AttributeList } from './AttributeList.tsx'
import type { FilterBy } from './AttributeRow.tsx'
import { attributesJson } from './attributes-json.ts'
import { matchingRows } from './attribute-rows.ts'

interface Props {
  readonly attributes: Attributes
  readonly label: string
  readonly onFilter?: FilterBy
}

/** Up to here the eye is faster than typing. */
const MANY = 8

/** An attribute list with a box that narrows it, where it is long enough to need one. */
export function FilteredAttributes({ attributes, label, onFilter }: Props) {
  const [text, setText] = useState('')
  const filtering = text.trim() !== ''
  const count = filtering ? matchingRows(attributes, text).length : attributes.length
  return (
    <>
      {attributes.length > MANY && (
        <div className="details-filter">
          <input
            type="search"
            className="input"
            placeholder="Filter by key or value"
            aria-label={`Filter: ${label}`}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          <span className="muted" role="status">
            {filtering && `${formatCount(count)} of ${formatCount(attributes.length)}`}
          </span>
        </div>
      )}
      {count === 0 ? (
        <p className="details-empty">No key or value contains this text.</p>
      ) : (
        <AttributeList
          attributes={attributes}
          label={label}
          containing={text}
          onFilter={onFilter}
        />
      )}
      <p className="details-copy">
        <CopyButton worded what="all as JSON" text={() => attributesJson(attributes)} />
      </p>
    </>
  )
}
