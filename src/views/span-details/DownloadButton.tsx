import { saveFile } from '../../ui/save-file.ts'

interface Props {
  readonly fileName: string
  /** Media type of the file. */
  readonly type: string
  readonly text: string
}

/** Saves a text as a file. */
export function DownloadButton({ fileName, type, text }: Props) {
  const download = () => saveFile(fileName, new Blob([text], { type }))
  return (
    <button type="button" className="button button-small" title={fileName} onClick={download}>
      Download
    </button>
  )
}
