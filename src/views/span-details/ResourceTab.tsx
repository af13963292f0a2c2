import type { Attributes } from '../../model/attributes.ts'
import { spanKey } from '../../model/ids.ts'
import type { Span } from '../../model/span.ts'
import { AttributeList } from './AttributeList.tsx'
import { DroppedNote } from './DroppedNote.tsx'
import { FilteredAttributes } from './FilteredAttributes.tsx'

/** Tab "Resource": what produced the span, and the instrumentation that recorded it. */
export function ResourceTab({ span }: { readonly span: Span }) {
  const { resource, scope } = span
  const aboutScope = facts([
    ['name', scope.name],
    ['version', scope.version],
    ['schema URL', scope.schemaUrl],
  ])
  return (
    // The key folds up again what was unfolded for the span before.
    <div className="details-tab" key={spanKey(span.ref)}>
      <section className="details-section">
        <h3 className="details-caption">Resource</h3>
        {resource.attributes.length === 0 ? (
          <p className="details-empty">This span's resource has no attributes.</p>
        ) : (
          <FilteredAttributes attributes={resource.attributes} label="Resource attributes" />
        )}
        <DroppedNote count={resource.droppedAttributes} what="attribute" />
        {resource.schemaUrl !== '' && (
          <AttributeList
            attributes={facts([['schema URL', resource.schemaUrl]])}
            label="Resource schema"
          />
        )}
      </section>
      <section className="details-section">
        <h3 className="details-caption">Instrumentation scope</h3>
        {aboutScope.length === 0 && scope.attributes.length === 0 ? (
          <p className="details-empty">The sender did not name the instrumentation.</p>
        ) : (
          <AttributeList attributes={aboutScope} label="Instrumentation scope" />
        )}
        {scope.attributes.length > 0 && (
          <>
            <h4 className="details-caption">Scope attributes</h4>
            <AttributeList attributes={scope.attributes} label="Scope attributes" />
          </>
        )}
        <DroppedNote count={scope.droppedAttributes} what="attribute" />
      </section>
    </div>
  )
}

/** Fields that are no attributes, shown in the same way; empty ones left out. */
function facts(pairs: readonly (readonly [string, string])[]): Attributes {
  return pairs.filter(([, value]) => value !== '').map(([key, value]) => ({ key, value }))
}
