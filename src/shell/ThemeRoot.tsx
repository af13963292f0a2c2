import { type ReactNode, useSyncExternalStore } from 'react'
import { usePreference } from '../queries/use-explorer.ts'
import { useLinks } from './use-links.ts'

const DARK = '(prefers-color-scheme: dark)'

function subscribe(listener: () => void): () => void {
  const media = window.matchMedia(DARK)
  media.addEventListener('change', listener)
  return () => media.removeEventListener('change', listener)
}

interface Props {
  readonly className: string
  readonly children: ReactNode
}

/** The element that carries the theme; everything of ours is inside it. */
export function ThemeRoot({ className, children }: Props) {
  const openLink = useLinks()
  const choice = usePreference('theme')
  const dark = useSyncExternalStore(subscribe, () => window.matchMedia(DARK).matches)
  const theme = choice === 'auto' ? (dark ? 'dark' : 'light') : choice
  return (
    <div className={`tle ${className}`} data-theme={theme} onClick={openLink} onAuxClick={openLink}>
      {children}
    </div>
  )
}
