import type { ChangeEvent, ReactNode } from 'react'

interface Props {
  readonly onFiles: (files: File[]) => void
  readonly title?: string
  readonly small?: boolean
  readonly children: ReactNode
}

/** Opens the system's dialog for files. It is the browser's own control with another face, so keys and names are its own. */
export function FileButton({ onFiles, title, small = false, children }: Props) {
  const change = ({ target }: ChangeEvent<HTMLInputElement>) => {
    const files = [...(target.files ?? [])]
    // The same file may be chosen again: it may have changed.
    target.value = ''
    if (files.length > 0) onFiles(files)
  }
  return (
    <label
      className={small ? 'button button-small file-button' : 'button file-button'}
      title={title}
    >
      <input type="file" multiple onChange={change} />
      {children}
    </label>
  )
}
