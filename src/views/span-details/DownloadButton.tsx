interface Props {
  readonly fileName: string
  /** Media type of the file. */
  readonly type: string
  readonly text: string
}

/** Saves a text as a file. */
export function DownloadButton({ fileName, type, text }: Props) {
  const download = () => {
    const url = URL.createObjectURL(new Blob([text], { type }))
    const anchor = document.createElement('a')
    anchor.href = url
    anchor.download = fileName
    anchor.click()
    URL.revokeObjectURL(url)
  }
  return (
    <button type="button" className="button button-small" title={fileName} onClick={download}>
      Download
    </button>
  )
}
