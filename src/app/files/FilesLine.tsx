import { useEffect, useRef } from 'react'
import { formatCount } from '../../base/format.ts'
import { nameText } from '../../base/visible-text.ts'
import type { OpenedFiles } from '../../queries/opened-files.ts'
import { useFilesState } from '../../queries/use-files.ts'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { FileButton } from '../../ui/FileButton.tsx'
import { type FileNote, contentsText, fileNotes, noteLine } from './file-words.ts'

/** Lines of the list that are shown; all of them are copied. */
const MAX_SHOWN = 200

/** Above the screens of the open files: what they hold, what was wrong with them, and a way to add more. */
export function FilesLine({ files }: { readonly files: OpenedFiles }) {
  const state = useFilesState(files)
  const line = useRef<HTMLElement>(null)
  const { chosen, contents } = state
  useEffect(() => {
    // The control that had the focus may have gone with what it was in.
    if (!chosen || !contents) return
    if (document.activeElement === document.body) line.current?.focus({ preventScroll: true })
  }, [chosen, contents])
  const notes = fileNotes(state)
  return (
    <section className="files-line" aria-label="Open files" ref={line} tabIndex={-1}>
      <div className="files-row">
        <p role="status">{contentsText(state)}</p>
        <FileButton small onFiles={(chosen) => void files.choose(chosen)}>
          Add files…
        </FileButton>
      </div>
      {notes.length > 0 && <Notes notes={notes} />}
    </section>
  )
}

function Notes({ notes }: { readonly notes: readonly FileNote[] }) {
  return (
    <details className="files-notes">
      <summary>
        {notes.length === 1 ? '1 note' : `${formatCount(notes.length)} notes`} on these files
      </summary>
      <div className="files-row">
        <span className="muted">Nothing was mended; what could be read is shown.</span>
        <CopyButton what="notes" text={() => notes.map(noteLine).join('\n')} />
      </div>
      <ul tabIndex={0} aria-label="Notes on these files">
        {notes.slice(0, MAX_SHOWN).map((note, i) => (
          <li key={i}>
            {note.file !== '' && <strong>{nameText(note.file)}: </strong>}
            {note.path !== '' && <span className="mono">{nameText(note.path)}: </span>}
            {nameText(note.message)}
          </li>
        ))}
        {notes.length > MAX_SHOWN && (
          <li>{formatCount(notes.length - MAX_SHOWN)} more: copy the notes to read them</li>
        )}
      </ul>
    </details>
  )
}
