import { useFiles } from '../../queries/use-files.ts'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { FileButton } from '../../ui/FileButton.tsx'
import { useSample } from './use-sample.ts'

/** What to do when nothing has arrived yet. Without endpoints nothing is received here: a static demo. */
export function EmptyStore({ endpoints }: { readonly endpoints: readonly string[] }) {
  const files = useFiles()
  const { mutate, isPending, error } = useSample()
  // The SDKs append the path of the signal themselves.
  const endpoint = endpoints[0]?.replace(/\/v1\/traces\/?$/, '')
  return (
    <section className="search-empty" aria-labelledby="search-empty-title">
      <h2 id="search-empty-title">No traces yet</h2>
      {endpoint !== undefined && (
        <>
          <p>Start your service with these two settings; its traces appear here as they arrive.</p>
          <Setting name="OTEL_EXPORTER_OTLP_ENDPOINT" value={endpoint} />
          <Setting name="OTEL_EXPORTER_OTLP_PROTOCOL" value="http/protobuf" />
        </>
      )}
      <p>
        To look around:{' '}
        <button
          type="button"
          className="button"
          disabled={isPending}
          onClick={() => mutate('load')}
        >
          Load the sample
        </button>
      </p>
      {files && (
        <p>
          Or open trace files, here in the browser:{' '}
          <FileButton onFiles={(chosen) => void files.choose(chosen)}>Open files…</FileButton>
        </p>
      )}
      {error && (
        <p className="is-error" role="alert">
          {error.message}
        </p>
      )}
    </section>
  )
}

function Setting({ name, value }: { readonly name: string; readonly value: string }) {
  const text = `${name}=${value}`
  return (
    <div className="search-setting">
      <code className="mono">{text}</code>
      <CopyButton what={name} text={text} />
    </div>
  )
}
