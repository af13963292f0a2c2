import type { TimeZone } from '../base/format.ts'
import { useMemo, useRef, useState } from 'react'
import type { SourceRegistry } from '../queries/source-registry.ts'
import { useFiles } from '../queries/use-files.ts'
import { useExplorer, useLinkTo, usePlace, usePreference } from '../queries/use-explorer.ts'
import { HOME, LINK_MAP } from '../state/places.ts'
import type { Preferences } from '../state/preferences.ts'
import { Icon, type IconName } from '../ui/Icon.tsx'
import { FileButton } from '../ui/FileButton.tsx'
import { KeyHelp } from '../shell/KeyHelp.tsx'
import { GoToBox } from './GoToBox.tsx'
import { SourceMenu } from './SourceMenu.tsx'
import { type AppActions, useAppKeys } from './use-app-keys.ts'
import './topbar.css'

const SCREENS = [
  { text: 'Traces', there: HOME },
  { text: 'Link map', there: LINK_MAP },
] as const

export function TopBar({ registry }: { readonly registry: SourceRegistry }) {
  const place = usePlace()
  const linkTo = useLinkTo()
  const box = useRef<HTMLInputElement>(null)
  const [asksHelp, setAsksHelp] = useState(false)
  const actions = useMemo<AppActions>(
    () => ({
      goTo: () => {
        box.current?.focus()
        box.current?.select()
      },
      keys: { '?': () => setAsksHelp(true) },
    }),
    [],
  )
  useAppKeys(useExplorer().preferences, actions)
  return (
    <header className="topbar">
      <a className="topbar-brand" {...linkTo(HOME)}>
        trace<span className="is-link">·link</span> explorer
      </a>
      <nav className="topbar-screens" aria-label="Screens">
        {SCREENS.map(({ text, there }) => (
          <a
            key={text}
            className="topbar-screen"
            {...linkTo(there)}
            aria-current={place.screen === there.screen ? 'page' : undefined}
          >
            {text}
          </a>
        ))}
      </nav>
      <GoToBox ref={box} />
      <div className="topbar-settings">
        <SourceMenu registry={registry} />
        <OpenButton />
        <ZoneButton />
        <ThemeButton />
        <button
          type="button"
          className="button button-icon"
          aria-label="Keyboard shortcuts"
          title="Keyboard shortcuts (?)"
          aria-haspopup="dialog"
          onClick={() => setAsksHelp(true)}
        >
          <Icon name="help" />
        </button>
      </div>
      {asksHelp && <KeyHelp onClose={() => setAsksHelp(false)} />}
    </header>
  )
}

function OpenButton() {
  const files = useFiles()
  return (
    <FileButton
      title="Open trace files in this browser. You can drop them on the page as well"
      onFiles={(chosen) => void files?.choose(chosen)}
    >
      <Icon name="open" />
      <span className="topbar-open">Open files…</span>
    </FileButton>
  )
}

const ZONES: Record<TimeZone, { readonly text: string; readonly next: TimeZone }> = {
  local: { text: 'Local time', next: 'utc' },
  utc: { text: 'UTC', next: 'local' },
}

function ZoneButton() {
  const { preferences } = useExplorer()
  const { text, next } = ZONES[usePreference('zone')]
  return (
    <button
      type="button"
      className="button"
      aria-label={`Time zone: ${text}`}
      title={`Times are in ${text}. Switch to ${ZONES[next].text}`}
      onClick={() => preferences.setState({ zone: next })}
    >
      {text}
    </button>
  )
}

const THEMES: Record<
  Preferences['theme'],
  { readonly icon: IconName; readonly text: string; readonly next: Preferences['theme'] }
> = {
  auto: { icon: 'contrast', text: 'auto', next: 'light' },
  light: { icon: 'sun', text: 'light', next: 'dark' },
  dark: { icon: 'moon', text: 'dark', next: 'auto' },
}

function ThemeButton() {
  const { preferences } = useExplorer()
  const { icon, text, next } = THEMES[usePreference('theme')]
  return (
    <button
      type="button"
      className="button button-icon"
      aria-label={`Theme: ${text}`}
      title={`Theme: ${text}. Switch to ${next}`}
      onClick={() => preferences.setState({ theme: next })}
    >
      <Icon name={icon} />
    </button>
  )
}
