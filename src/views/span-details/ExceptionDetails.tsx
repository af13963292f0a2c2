import { CopyButton } from '../../ui/CopyButton.tsx'
import { FoldableText } from './FoldableText.tsx'
import type { RecordedException } from './exception.ts'
import { foldText } from './folded-text.ts'

const HEADING = { lines: 12, chars: 600 }
/** A trace of usual size is shown whole; one that recursed for ever is not. */
const STACK = { lines: 500, chars: 50_000 }

/** Type and message as a heading, then the stack trace in a block of its own. */
export function ExceptionDetails({ exception }: { readonly exception: RecordedException }) {
  const { type, message, stackTrace } = exception
  return (
    <div className="details-exception">
      {type !== '' && (
        <h4 className="details-title is-error">
          <FoldableText label="Exception type" text={foldText(type, HEADING)} />
        </h4>
      )}
      {message !== '' && (
        <div className="details-message">
          <FoldableText label="Exception message" text={foldText(message, HEADING)} />
        </div>
      )}
      {stackTrace !== '' && (
        <>
          <div className="details-block-head">
            <h4 className="details-caption">Stack trace</h4>
            <CopyButton what="stack trace" text={stackTrace} />
          </div>
          <FoldableText label="Stack trace" text={foldText(stackTrace, STACK)} block />
        </>
      )}
    </div>
  )
}
