interface Props {
  /** No span matches. */
  readonly none: boolean
  /** The selected span does not match. */
  readonly selectedHidden: boolean
  readonly onShowAll: () => void
}

/** What filters hide that is looked for, and the way to see it. */
export function FilterNote({ none, selectedHidden, onShowAll }: Props) {
  return (
    <div role="status">
      {(none || selectedHidden) && (
        <p className="wf-note">
          {none ? 'No span matches the filters.' : 'The selected span does not match the filters.'}{' '}
          <button type="button" className="button button-small" onClick={onShowAll}>
            Show all spans
          </button>
        </p>
      )}
    </div>
  )
}
