import { createContext, useContext } from 'react'

/** True inside a panel of someone else's page: that page has its own main content, its own keys and no search of ours. */
export const EmbeddedContext = createContext(false)

export function useEmbedded(): boolean {
  return useContext(EmbeddedContext)
}
