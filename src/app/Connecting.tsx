import { Notice } from '../ui/Notice.tsx'

interface Props {
  readonly error: Error | null
  readonly onRetry: () => void
}

/** In place of a screen while its source is asked what it can do, or when it gives no answer. */
export function Connecting({ error, onRetry }: Props) {
  return (
    <main className="screen-notice" aria-busy={!error}>
      <h1 className="visually-hidden">Source</h1>
      {error ? (
        <Notice
          kind="error"
          title="The source can’t be opened"
          action={{ label: 'Try again', onClick: onRetry }}
        >
          {error.message}
        </Notice>
      ) : (
        <p className="muted" role="status">
          Connecting to the source…
        </p>
      )}
    </main>
  )
}
