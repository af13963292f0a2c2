import { useId } from 'react'
import { useExplorer, usePreference } from '../queries/use-explorer.ts'
import { APP_KEYS, GO_TO_KEY, ROW_KEYS, TRACE_KEYS } from '../state/shortcuts.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { isMac } from '../ui/platform.ts'
import './key-help.css'

interface Line {
  readonly keys: readonly string[]
  readonly does: string
}

const GROUPS: readonly { readonly name: string; readonly lines: readonly Line[] }[] = [
  {
    name: 'Everywhere',
    lines: [
      { keys: [`${isMac() ? '⌘' : 'Ctrl '}${GO_TO_KEY.toUpperCase()}`], does: 'Go to, or search' },
      ...APP_KEYS,
    ],
  },
  { name: 'In a trace', lines: TRACE_KEYS },
  { name: 'Among rows', lines: ROW_KEYS },
]

const NAMES: Readonly<Record<string, string>> = {
  ' ': 'Space',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
  PageUp: 'Page Up',
  PageDown: 'Page Down',
}

/** What the keys do, from the same tables that the handlers act by, and the switch that turns them off. */
export function KeyHelp({ onClose }: { readonly onClose: () => void }) {
  const { preferences } = useExplorer()
  const shortcuts = usePreference('shortcuts')
  const id = useId()
  return (
    <Dialog title="Keyboard shortcuts" onClose={onClose}>
      <div className="key-help">
        {GROUPS.map(({ name, lines }, at) => (
          <section key={name} aria-labelledby={`${id}-${at}`}>
            <h3 id={`${id}-${at}`}>{name}</h3>
            <dl>
              {lines.map(({ keys, does }) => (
                <div key={does}>
                  <dt>
                    {keys.map((key) => (
                      <kbd key={key}>{NAMES[key] ?? key}</kbd>
                    ))}
                  </dt>
                  <dd>{does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <p>
        <label>
          <input
            type="checkbox"
            checked={shortcuts}
            onChange={({ target }) => preferences.setState({ shortcuts: target.checked })}
          />{' '}
          Letters and signs are shortcuts
        </label>
      </p>
      <p className="muted">
        No shortcut fires while you type. Arrows, Enter, Space and Esc always work.
      </p>
    </Dialog>
  )
}
