import { createContext, useContext, useSyncExternalStore } from 'react'
import type { FilesState, OpenedFiles } from './opened-files.ts'

/** Null: this page opens no files. */
export const FilesContext = createContext<OpenedFiles | null>(null)

export function useFiles(): OpenedFiles | null {
  return useContext(FilesContext)
}

export function useFilesState({ state }: OpenedFiles): FilesState {
  return useSyncExternalStore(state.subscribe, state.getState)
}
