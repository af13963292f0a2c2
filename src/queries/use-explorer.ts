import { createContext, useContext, useSyncExternalStore } from 'react'
import type { StoreApi } from 'zustand/vanilla'
import { type Place, placeOf } from '../state/places.ts'
import type { Preferences } from '../state/preferences.ts'
import type { ViewState } from '../state/view-store.ts'
import type { Explorer, PlaceLink } from './explorer.ts'

export const ExplorerContext = createContext<Explorer | null>(null)

export function useExplorer(): Explorer {
  const explorer = useContext(ExplorerContext)
  if (!explorer) throw new Error('There is no ExplorerContext above this component.')
  return explorer
}

export function useHref(): string {
  const { navigation } = useExplorer()
  return useSyncExternalStore(navigation.subscribe, navigation.current)
}

export function usePlace(): Place {
  return placeOf(useHref())
}

/** Real links to places in this explorer's source: `<a {...linkTo(place)}>`. */
export function useLinkTo(): (place: Place) => PlaceLink {
  const explorer = useExplorer()
  return (place) => explorer.linkTo(place)
}

/** Goes to a place: `push` for what Back should undo. */
export function useGo(): (place: Place, how?: 'push' | 'replace') => void {
  const explorer = useExplorer()
  return (place, how = 'push') => explorer.navigation.go(explorer.hrefOf(place), how)
}

function useStore<T, U>(store: StoreApi<T>, select: (state: T) => U): U {
  return useSyncExternalStore(store.subscribe, () => select(store.getState()))
}

export function usePreference<K extends keyof Preferences>(key: K): Preferences[K] {
  return useStore(useExplorer().preferences, (preferences) => preferences[key])
}

/** `select` must give the same object for the same state. */
export function useViewState<U>(select: (state: ViewState) => U): U {
  return useStore(useExplorer().views, select)
}
