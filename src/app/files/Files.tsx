import { useCallback } from 'react'
import type { OpenedFiles } from '../../queries/opened-files.ts'
import { useExplorer } from '../../queries/use-explorer.ts'
import { FILES_ID } from '../../sources/gateway-schema.ts'
import type { Dropped } from './dropped-files.ts'
import { FileStatus } from './FileStatus.tsx'
import { FilesLine } from './FilesLine.tsx'
import { useDrop } from './use-drop.ts'
import './files.css'

/** What the app shows of files besides their traces: the place to drop them, how far they are read, what they hold. */
export function Files({ files }: { readonly files: OpenedFiles }) {
  const { source } = useExplorer()
  const onDrop = useCallback(
    ({ files: chosen, refused }: Dropped) => void files.choose(chosen, refused),
    [files],
  )
  const held = useDrop(onDrop)
  return (
    <>
      {held && (
        <section className="files-drop" aria-label="Drop files">
          <p>
            <strong>Drop trace files to open them</strong>
            They stay in this browser: nothing is uploaded.
          </p>
        </section>
      )}
      <FileStatus files={files} />
      {source.id === FILES_ID && <FilesLine files={files} />}
    </>
  )
}
