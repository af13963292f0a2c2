import type { KeyboardEvent } from 'react'
import { formatCount } from '../../base/format.ts'

interface Props {
  readonly text: string
  readonly onText: (text: string) => void
  /** Boxes found, and which of them is shown, from 0; −1: none yet. */
  readonly count: number
  readonly at: number
  readonly onStep: (step: 1 | -1) => void
}

/** Finds boxes; Enter goes from one to the next. Of one width, whatever is found. */
export function SearchBox({ text, onText, count, at, onStep }: Props) {
  const key = (event: KeyboardEvent) => {
    if (event.key === 'Enter') onStep(event.shiftKey ? -1 : 1)
    else if (event.key === 'Escape' && text !== '') onText('')
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <span className="lg-search">
      <span className="lg-search-field">
        <input
          type="search"
          className="input"
          aria-label="Find in graph"
          placeholder="Find in graph"
          value={text}
          onChange={({ target }) => onText(target.value)}
          onKeyDown={key}
        />
        <span role="status">
          {text.trim() === ''
            ? ''
            : count === 0
              ? 'none'
              : at < 0
                ? `${formatCount(count)} found`
                : `${formatCount(at + 1)} of ${formatCount(count)}`}
        </span>
      </span>
      <button
        type="button"
        className="button button-small"
        aria-label="Previous found box"
        disabled={count === 0}
        onClick={() => onStep(-1)}
      >
        ↑
      </button>
      <button
        type="button"
        className="button button-small"
        aria-label="Next found box"
        disabled={count === 0}
        onClick={() => onStep(1)}
      >
        ↓
      </button>
    </span>
  )
}
