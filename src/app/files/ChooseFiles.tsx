import { nameText } from '../../base/visible-text.ts'
import type { OpenedFiles } from '../../queries/opened-files.ts'
import { useFilesState } from '../../queries/use-files.ts'
import { FileButton } from '../../ui/FileButton.tsx'

/** In place of a screen of files that are not open: after a reload, or at an address that someone else sent. */
export function ChooseFiles({ files }: { readonly files: OpenedFiles }) {
  const { lost } = useFilesState(files)
  return (
    <main className="screen-notice">
      <div className="notice notice-warning">
        <h1>The files have to be chosen again</h1>
        <p>
          This address shows trace files that were opened in a browser. They stay on the machine
          where they are, and a page can’t open them by itself.
        </p>
        {lost.length > 0 && (
          <>
            <p>These were open in this tab:</p>
            <ul className="files-refused">
              {lost.map((name) => (
                <li key={name}>{nameText(name)}</li>
              ))}
            </ul>
          </>
        )}
        <FileButton onFiles={(chosen) => void files.choose(chosen)}>Choose files…</FileButton>
      </div>
    </main>
  )
}
