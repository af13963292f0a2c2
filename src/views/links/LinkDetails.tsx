import { attributeText, attributeType } from '../../model/attributes.ts'
import { spanKey } from '../../model/ids.ts'
import type { Link } from '../../model/span.ts'
import { CopyButton } from '../../ui/CopyButton.tsx'
import type { LinkRow } from './link-rows.ts'
import { type Problem, flagWords } from './words.ts'

interface Props {
  readonly row: LinkRow
  readonly problem: Problem | null
  readonly spanFlags: number
  readonly onRetry: () => void
}

/** What an unfolded row shows: why a target is missing, and all that its links carry. */
export function LinkDetails({ row, problem, spanFlags, onRetry }: Props) {
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
      {row.ref && (
        <p className="ld-ids">
          <span className="muted">trace</span> <span className="mono">{row.ref.traceId}</span>{' '}
          <span className="muted">span</span> <span className="mono">{row.ref.spanId}</span>
          <CopyButton what="span reference" text={spanKey(row.ref)} />
          <CopyButton
            what="traceparent"
            text={`00-${row.ref.traceId}-${row.ref.spanId}-01`}
          />
        </p>
      )}
      {row.links.map((link, at) => (
        <LinkFacts
          // Links have no identity of their own but their place.
          // oxlint-disable-next-line react/no-array-index-key
          key={at}
          link={link}
          title={row.links.length > 1 ? `Link ${at + 1} of ${row.links.length}` : null}
          spanFlags={spanFlags}
        />
      ))}
    </div>
  )
}

interface FactsProps {
  readonly link: Link
  readonly title: string | null
  readonly spanFlags: number
}

function LinkFacts({ link, title, spanFlags }: FactsProps) {
  const flags = flagWords(link, spanFlags)
  return (
    <section className="ld-link">
      {title && <h4>{title}</h4>}
      {link.attributes === null && <p className="muted">Link attributes are not kept by this source.</p>}
      {link.attributes?.length === 0 && <p className="muted">This link has no attributes.</p>}
      {link.attributes && link.attributes.length > 0 && (
        <dl className="ld-attributes">
          {link.attributes.map(({ key, value }, at) => (
            // Keys may repeat.
            // oxlint-disable-next-line react/no-array-index-key
            <div key={at}>
              <dt className="mono">{key}</dt>
              <dd>
                {attributeText(value)}{' '}
                {attributeType(value) !== 'string' && (
                  <span className="muted">{attributeType(value)}</span>
                )}
              </dd>
            </div>
          ))}
        </dl>
      )}
      {link.traceState !== '' && (
        <p>
          <span className="muted">trace state</span> <span className="mono">{link.traceState}</span>
        </p>
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
