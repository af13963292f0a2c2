import { formatCount } from '../../base/format.ts'
import { useSample } from './use-sample.ts'

export function SampleLine({ traces }: { readonly traces: number }) {
  const { mutate, isPending, error } = useSample()
  return (
    <p className="search-sample">
      <span>
        Sample data is loaded: {formatCount(traces)} {traces === 1 ? 'trace' : 'traces'}
      </span>
      <button
        type="button"
        className="button button-small"
        disabled={isPending}
        onClick={() => mutate('remove')}
      >
        Remove sample
      </button>
      {error && (
        <span className="is-error" role="alert">
          {error.message}
        </span>
      )}
    </p>
  )
}
