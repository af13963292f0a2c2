import { STATUS_ERROR, type Span, statusName } from '../../model/span.ts'
import { Icon } from '../../ui/Icon.tsx'
import { FoldableText } from './FoldableText.tsx'
import { lastException } from './exception.ts'
import { foldText } from './folded-text.ts'
import { sized } from './value-text.ts'

const SUMMARY = { lines: 12, chars: 600 }

/** The status message and the exception behind it; nothing when the span has neither. */
export function StatusBlock({ span }: { readonly span: Span }) {
  const last = lastException(span.events)
  const { statusCode, statusMessage } = span
  if (statusMessage === '' && last === null) return null
  const error = statusCode === STATUS_ERROR
  // Many SDKs copy the exception's message into the status: said once is enough.
  const message = last && !statusMessage.includes(last.exception.message)
  return (
    <section
      className={error ? 'details-status details-status-error' : 'details-status'}
      aria-label="Status and exception"
    >
      {statusMessage !== '' && (
        <div>
          <h3 className={error ? 'details-title is-error' : 'details-title'}>
            {error && <Icon name="error" />} Status: {statusName(statusCode)}
          </h3>
          <div className="details-message">
            <FoldableText label="Status message" text={foldText(statusMessage, SUMMARY)} />
          </div>
        </div>
      )}
      {last && (
        <div>
          <h3 className="details-title is-error">
            <Icon name="error" /> Exception
            {last.exception.type !== '' && ': '}
            <FoldableText label="Exception type" text={foldText(last.exception.type, SUMMARY)} />
          </h3>
          {message && (
            <div className="details-message">
              <FoldableText
                label="Exception message"
                text={foldText(last.exception.message, SUMMARY)}
              />
            </div>
          )}
          <p className="muted">
            {last.count > 1 && `The last of ${sized(last.count, 'exception')}. `}
            {last.exception.stackTrace !== '' && 'The stack trace is under Events.'}
          </p>
        </div>
      )}
    </section>
  )
}
