import { useEffect, useState } from 'react'
import { type Dropped, droppedFiles, hasFiles } from './dropped-files.ts'

/** Takes files that are dropped anywhere on the page; answers whether some are held over it. */
export function useDrop(onDrop: (dropped: Dropped) => void): boolean {
  const [held, setHeld] = useState(false)
  useEffect(() => {
    const over = (event: DragEvent) => {
      if (!hasFiles(event.dataTransfer)) return
      // Without this the browser would leave the page and show the file itself.
      event.preventDefault()
      event.dataTransfer.dropEffect = 'copy'
      setHeld(true)
    }
    const leave = (event: DragEvent) => {
      // Otherwise it only goes from one element of the page to another.
      if (event.relatedTarget === null) setHeld(false)
    }
    const drop = (event: DragEvent) => {
      setHeld(false)
      if (!hasFiles(event.dataTransfer)) return
      event.preventDefault()
      onDrop(droppedFiles(event.dataTransfer))
    }
    window.addEventListener('dragenter', over)
    window.addEventListener('dragover', over)
    window.addEventListener('dragleave', leave)
    window.addEventListener('drop', drop)
    return () => {
      window.removeEventListener('dragenter', over)
      window.removeEventListener('dragover', over)
      window.removeEventListener('dragleave', leave)
      window.removeEventListener('drop', drop)
    }
  }, [onDrop])
  return held
}
