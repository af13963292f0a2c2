import { type KeyboardEvent, type ReactNode, useId, useRef } from 'react'
import { Icon } from './Icon.tsx'

interface Props {
  readonly label: ReactNode
  /** Names the panel for a screen reader. */
  readonly what: string
  /** Buttons or labelled boxes, one a line. */
  readonly children: ReactNode
  /** A click inside closes it: for commands, not for choices of which one makes several. */
  readonly once?: boolean
}

const ITEMS = 'button:not(:disabled), input, a[href]'

/**
 * A button that opens a list of commands or choices (a disclosure: everything in it keeps its own role). Arrows move, Escape and a
 * click elsewhere close it, and the button has the focus again.
 */
export function MenuButton({ label, what, children, once = false }: Props) {
  const id = useId()
  const anchor = `--menu-${id.replaceAll(/[^\w-]/g, '')}`
  const panel = useRef<HTMLDivElement>(null)
  const items = () => [...(panel.current?.querySelectorAll<HTMLElement>(ITEMS) ?? [])]
  const key = (event: KeyboardEvent) => {
    // The keys of the screen around it are not meant for what lies over it.
    event.stopPropagation()
    const all = items()
    const at = all.findIndex((item) => item.matches(':focus'))
    const steps: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      Home: 0,
      End: all.length - 1,
    }
    const step = steps[event.key]
    if (step === undefined) return
    event.preventDefault()
    all.at(step % all.length)?.focus()
  }
  return (
    <>
      <button
        type="button"
        className="button button-small"
        popoverTarget={id}
        style={{ anchorName: anchor }}
      >
        {label}
        <Icon name="down" />
      </button>
      <div
        ref={panel}
        id={id}
        popover="auto"
        role="group"
        aria-label={what}
        className="menu"
        style={{ positionAnchor: anchor }}
        onKeyDown={key}
        onToggle={({ newState }) => newState === 'open' && items()[0]?.focus()}
        onClick={() => once && panel.current?.hidePopover()}
      >
        {children}
      </div>
    </>
  )
}
