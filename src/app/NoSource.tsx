import { useFiles } from '../queries/use-files.ts'
import { FileButton } from '../ui/FileButton.tsx'
import { Notice } from '../ui/Notice.tsx'

/** In place of a screen where no source was named: the page can still open files. */
export function NoSource() {
  const files = useFiles()
  return (
    <main className="screen-notice">
      <h1 className="visually-hidden">Traces</h1>
      <Notice title="No source of traces is named here">
        <p>
          This page runs without a server, and its site has no <code>config.json</code> that names
          sources. It can still open trace files: choose them, or drop them on the page.
        </p>
        <FileButton onFiles={(chosen) => void files?.choose(chosen)}>Open files…</FileButton>
      </Notice>
    </main>
  )
}
