import type { ComponentType } from 'react'
import type { Attributes } from '../../model/attributes.ts'
import { spanKey } from '../../model/ids.ts'
import { spanOfTarget } from '../../model/link-target.ts'
import type { Link } from '../../model/span.ts'
import { linkJson } from '../../queries/link-json.ts'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { LinkPeek } from './LinkPeek.tsx'
import type { LinkRow } from './link-rows.ts'
import { traceparentOf } from './link-texts.ts'
import { type Problem, flagWords } from './words.ts'

/** Draws attributes: the same component as in the other tabs, handed in, since panels do not know each other. */
export type AttributeListComponent = ComponentType<{
  readonly attributes: Attributes
  readonly label: string
}>

interface Props {
  readonly row: LinkRow
  readonly problem: Problem | null
  readonly permalink: string | null
  readonly spanFlags: number
  readonly AttributeList: AttributeListComponent
  readonly onRetry: () => void
}

/** What an unfolded row shows: why a target is missing, where it stands in its trace, and all that its links carry. */
export function LinkDetails(props: Props) {
  const { row, problem, permalink, spanFlags, AttributeList, onRetry } = props
  const { ref, links } = row
  return (
    <div className="ld">
      {problem && (
        <p className="ld-problem">
          {problem.long}{' '}
          {problem.retry && (
            <button type="button" className="button button-small" onClick={onRetry}>
              Look again
            </button>
          )}
        </p>
      )}
      {ref && spanOfTarget(row.target) && <LinkPeek span={ref} />}
      {ref && (
        <p className="ld-ids">
          <span className="muted">trace</span> <span className="mono">{ref.traceId}</span>{' '}
          <span className="muted">span</span> <span className="mono">{ref.spanId}</span>
        </p>
      )}
      <p className="ld-copies">
        <span className="muted">Copy</span>
        {ref && <CopyButton worded what="span reference" text={spanKey(ref)} />}
        {ref && <CopyButton worded what="traceparent" text={() => traceparentOf(row, spanFlags)} />}
        {permalink !== null && <CopyButton worded icon="link" what="permalink" text={permalink} />}
        {links.length > 0 && (
          <CopyButton
            worded
            what={links.length === 1 ? 'link as JSON' : 'links as JSON'}
            text={() => linkJson(links)}
          />
        )}
      </p>
      {links.map((link, at) => (
        <LinkFacts
          // Links have no identity of their own but their place.
          // oxlint-disable-next-line react/no-array-index-key
          key={at}
          link={link}
          title={links.length > 1 ? `Link ${at + 1} of ${links.length}` : null}
          spanFlags={spanFlags}
          AttributeList={AttributeList}
        />
      ))}
    </div>
  )
}

interface FactsProps {
  readonly link: Link
  readonly title: string | null
  readonly spanFlags: number
  readonly AttributeList: AttributeListComponent
}

function LinkFacts({ link, title, spanFlags, AttributeList }: FactsProps) {
  const flags = flagWords(link, spanFlags)
  return (
    <section className="ld-link">
      {title && <h4>{title}</h4>}
      {link.attributes === null && (
        <p className="muted">Link attributes are not kept by this source.</p>
      )}
      {link.attributes?.length === 0 && <p className="muted">This link has no attributes.</p>}
      {link.attributes && link.attributes.length > 0 && (
        <AttributeList attributes={link.attributes} label="Attributes of the link" />
      )}
      {link.traceState !== '' && (
        <AttributeList
          attributes={[{ key: 'trace state', value: link.traceState }]}
          label="Trace state of the link"
        />
      )}
      {flags.length > 0 && (
        <p>
          <span className="muted">flags</span> {flags.join(' · ')}
        </p>
      )}
      {link.droppedAttributes > 0 && (
        <p>{link.droppedAttributes} attributes of this link were dropped by the SDK.</p>
      )}
    </section>
  )
}
