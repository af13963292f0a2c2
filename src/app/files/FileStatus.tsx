import { nameText } from '../../base/visible-text.ts'
import type { RefusedFile } from '../../queries/file-reports.ts'
import type { OpenedFiles } from '../../queries/opened-files.ts'
import { useFilesState } from '../../queries/use-files.ts'
import { Notice } from '../../ui/Notice.tsx'
import { counted, readingText } from './file-words.ts'

/** How far the reading of files is, and which of them could not be opened. */
export function FileStatus({ files }: { readonly files: OpenedFiles }) {
  const { reading, refused } = useFilesState(files)
  return (
    <section className="files-status" aria-label="Opening files">
      <div className={reading ? 'files-row' : 'visually-hidden'}>
        <p role="status">{reading ? `${readingText(reading)}…` : ''}</p>
        {reading && (
          <>
            <progress aria-label="Files read" value={reading.done} />
            <button type="button" className="button button-small" onClick={() => files.cancel()}>
              Cancel
            </button>
          </>
        )}
      </div>
      {refused.length > 0 && (
        <Notice
          kind="error"
          title={`${counted(refused.length, 'file')} could not be opened`}
          action={{ label: 'Close', onClick: () => files.dismissRefused() }}
        >
          <RefusedList refused={refused} />
        </Notice>
      )}
    </section>
  )
}

function RefusedList({ refused }: { readonly refused: readonly RefusedFile[] }) {
  return (
    <ul className="files-refused">
      {refused.map(({ name, why }, i) => (
        <li key={i}>
          <strong>{nameText(name)}</strong>: {why}
        </li>
      ))}
    </ul>
  )
}
