import { formatCount } from '../../base/format.ts'
import type { SearchProgress } from '../../sources/source.ts'

interface Props {
  readonly progress: SearchProgress | null
  readonly onCancel: () => void
}

/** How far a search is. It comes into sight late: most are over before. */
export function SearchProgressLine({ progress, onCancel }: Props) {
  return (
    <p className="search-progress" role="status">
      {progress && progress.of > 1 ? progressText(progress) : 'Searching …'}{' '}
      <button type="button" className="button button-small" onClick={onCancel}>
        Cancel
      </button>
    </p>
  )
}

function progressText({ found, done, of }: SearchProgress): string {
  const count = found.traces.length
  return `Searching: part ${formatCount(done)} of ${formatCount(of)} done, ${
    count === 1 ? '1 trace' : `${formatCount(count)} traces`
  } found.`
}
