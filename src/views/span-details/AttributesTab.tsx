import { spanKey } from '../../model/ids.ts'
import type { Span } from '../../model/span.ts'
import type { FilterBy } from './AttributeRow.tsx'
import { DroppedNote } from './DroppedNote.tsx'
import { FilteredAttributes } from './FilteredAttributes.tsx'
import { StatusBlock } from './StatusBlock.tsx'

interface Props {
  readonly span: Span
  /** Looks for traces that have this attribute; without it the rows offer no search. */
  readonly onFilter?: FilterBy
}

/** Tab "Attributes": what went wrong, if anything did, then the span's own attributes. */
export function AttributesTab({ span, onFilter }: Props) {
  return (
    // The key folds up again what was unfolded for the span before.
    <div className="details-tab" key={spanKey(span.ref)}>
      <StatusBlock span={span} />
      {span.attributes.length === 0 ? (
        <p className="details-empty">This span has no attributes.</p>
      ) : (
        <FilteredAttributes
          attributes={span.attributes}
          label="Attributes of the span"
          onFilter={onFilter}
        />
      )}
      <DroppedNote count={span.droppedAttributes} what="attribute" />
    </div>
  )
}
