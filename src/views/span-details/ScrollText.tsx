import { formatCount } from '../../base/format.ts'
import { cutText, escapeHidden } from '../../base/visible-text.ts'

/** More takes seconds to lay out. In UTF-16 units. */
const MAX_SHOWN = 2_000_000

interface Props {
  /** Names the block for a screen reader. */
  readonly label: string
  readonly text: string
  readonly limit?: number
  /** Where to get the rest, in a sentence. */
  readonly rest?: string
  /** `sideways`: lines keep their length, as in a stack trace. `tall`: the only thing on the panel. */
  readonly look?: 'wrapped' | 'sideways' | 'tall'
}

/** A long text, monospaced, in a block that scrolls by itself and can be scrolled by keyboard. */
export function ScrollText({
  label,
  text,
  limit = MAX_SHOWN,
  rest = 'A copy has all of them.',
  look = 'wrapped',
}: Props) {
  return (
    <>
      <pre
        className={`details-scroll details-scroll-${look} mono`}
        role="group"
        aria-label={label}
        tabIndex={0}
      >
        {escapeHidden(cutText(text, limit))}
      </pre>
      {text.length > limit && (
        <p className="details-note">
          These are the first {formatCount(limit)} of {formatCount(text.length)} characters. {rest}
        </p>
      )}
    </>
  )
}
