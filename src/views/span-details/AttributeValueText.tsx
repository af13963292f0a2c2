import type { AttributeValue } from '../../model/attributes.ts'
import { Icon } from '../../ui/Icon.tsx'
import { FoldableText } from './FoldableText.tsx'
import { safeUrl } from './safe-url.ts'
import { typeWord, valueText } from './value-text.ts'

interface Props {
  readonly label: string
  /** Of the attribute: tells what the value is. */
  readonly name: string
  readonly value: AttributeValue
}

/** A value with its type in a word where it is not text. */
export function AttributeValueText({ label, name, value }: Props) {
  const url = typeof value === 'string' ? safeUrl(value) : null
  const type = typeWord(value)
  const text = valueText(value, name)
  return (
    <>
      <div className={text.code ? 'details-value mono' : 'details-value'}>
        {url === null ? (
          <FoldableText label={label} text={text} />
        ) : (
          <a className="details-url" href={url} target="_blank" rel="noopener noreferrer">
            {text.full()}
            <Icon name="external" />
            <span className="visually-hidden"> (opens in a new tab)</span>
          </a>
        )}
      </div>
      {type !== null && <span className="details-type">{type}</span>}
    </>
  )
}
