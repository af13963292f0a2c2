import { memo } from 'react'
import { cutText, escapeHidden } from '../../base/visible-text.ts'
import { type KeyValue, attributeText } from '../../model/attributes.ts'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { AttributeValueText } from './AttributeValueText.tsx'
import { FoldableText } from './FoldableText.tsx'
import { foldText } from './folded-text.ts'

/** Called with the key and the value's text. */
export type FilterBy = (key: string, text: string) => void

interface Props {
  readonly attribute: KeyValue
  readonly onFilter?: FilterBy
}

/** A search compares texts and numbers; nobody looks for a value that is longer. In UTF-16 units. */
const MAX_SOUGHT = 300

/** Memoised: showing the next page of a list must not make the rows before it again. */
export const AttributeRow = memo(function AttributeRow({ attribute, onFilter }: Props) {
  const { key, value } = attribute
  const text = () => attributeText(value)
  // Labels name the row; a key may be a megabyte.
  const name = escapeHidden(cutText(key, 80))
  const sought = value !== null && typeof value !== 'object' && String(value).length <= MAX_SOUGHT
  return (
    <div className="details-row">
      <dt>
        {key === '' ? (
          <span className="details-type">empty key</span>
        ) : (
          <FoldableText label="Key" text={foldText(key, { lines: 12, chars: 300 })} name />
        )}
      </dt>
      <dd>
        <div className="details-cell">
          <AttributeValueText label={`Value of ${name}`} name={key} value={value} />
        </div>
        <div className="details-actions">
          {onFilter && sought && (
            <button
              type="button"
              className="button button-plain button-icon button-small"
              title="Find traces with this"
              aria-label={`Find traces with this ${name}`}
              onClick={() => onFilter(key, text())}
            >
              <Icon name="search" />
            </button>
          )}
          <CopyButton what={`value of ${name}`} text={text} />
        </div>
      </dd>
    </div>
  )
})
