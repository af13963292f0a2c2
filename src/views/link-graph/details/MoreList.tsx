import { type ReactNode, useState } from 'react'
import { formatCount } from '../../../base/format.ts'

interface Props<T> {
  readonly items: readonly T[]
  readonly label: string
  readonly keyOf: (item: T) => string
  readonly children: (item: T) => ReactNode
}

const PAGE = 50

/** A list of which the first are shown, and more on demand. */
export function MoreList<T>({ items, label, keyOf, children }: Props<T>) {
  const [shown, setShown] = useState(PAGE)
  const left = items.length - shown
  return (
    <>
      <ul className="lg-list" aria-label={label}>
        {items.slice(0, shown).map((item) => (
          <li key={keyOf(item)}>{children(item)}</li>
        ))}
      </ul>
      {left > 0 && (
        <button
          type="button"
          className="button button-small"
          onClick={() => setShown(shown + PAGE * 4)}
        >
          Show more ({formatCount(left)} left)
        </button>
      )}
    </>
  )
}
