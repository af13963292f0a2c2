import { type ReactNode, useSyncExternalStore } from 'react'
import { usePreference } from '../queries/use-explorer.ts'
import { useLinks } from './use-links.ts'

const DARK = '(prefers-color-scheme: dark)'

function subscribe(listener: () => void): () => void {
  const media = window.matchMedia(DARK)
  media.addEventListener('change', listener)
  return () => media.removeEventListener('change', listener)
}

/** The element that carries the theme; everything of ours is inside it. */
export function ThemeRoot({ children }: { readonly children: ReactNode }) {
  const openLink = useLinks()
  const choice = usePreference('theme')
  const dark = useSyncExternalStore(subscribe, () => window.matchMedia(DARK).matches)
  const theme = choice === 'auto' ? (dark ? 'dark' : 'light') : choice
  return (
    <div className="tle app" data-theme={theme} onClick={openLink}>
      {children}
    </div>
  )
}
