import { type ComponentProps, useSyncExternalStore } from 'react'
import type { Preferences } from '../state/preferences.ts'

const DARK = '(prefers-color-scheme: dark)'

function subscribe(listener: () => void): () => void {
  const media = window.matchMedia(DARK)
  media.addEventListener('change', listener)
  return () => media.removeEventListener('change', listener)
}

interface Props extends ComponentProps<'div'> {
  readonly theme: Preferences['theme']
}

/** The element that carries the theme; everything of ours is inside it. */
export function ThemeRoot({ theme, className, ...props }: Props) {
  const dark = useSyncExternalStore(subscribe, () => window.matchMedia(DARK).matches)
  const shown = theme === 'auto' ? (dark ? 'dark' : 'light') : theme
  return <div {...props} className={`tle ${className}`} data-theme={shown} />
}
