import { type RefusedFile, refused } from '../../queries/file-reports.ts'

export interface Dropped {
  readonly files: readonly File[]
  readonly refused: readonly RefusedFile[]
}

/** Whether files are dragged, not text or links of a page. */
export function hasFiles(transfer: DataTransfer | null): transfer is DataTransfer {
  return transfer?.types.includes('Files') ?? false
}

/** What was dropped; a folder is no file, although browsers list it as one. To be read while the drop is handled. */
export function droppedFiles(transfer: DataTransfer): Dropped {
  const files: File[] = []
  const folders: RefusedFile[] = []
  for (const item of transfer.items) {
    if (item.kind !== 'file') continue
    const entry = item.webkitGetAsEntry()
    const file = item.getAsFile()
    if (entry?.isDirectory) folders.push(refused(entry.name, FOLDER))
    else if (file) files.push(file)
  }
  return { files, refused: folders }
}

const FOLDER = 'This is a folder. Open the files in it instead.'
