import { createContext, useContext } from 'react'

/** True inside a panel of someone else's page: that page has its own main content, its own keys and no search of ours. */
export const EmbeddedContext = createContext(false)

export function useEmbedded(): boolean {
  return useContext(EmbeddedContext)
}

type Landmark = 'complementary' | 'navigation' | 'region' | 'search'

/** Which parts of a page are its landmarks is the page's to say, and it may hold several panels: inside of one they are groups. */
export function useLandmark<Role extends Landmark>(role: Role): Role | 'group' {
  return useEmbedded() ? 'group' : role
}
