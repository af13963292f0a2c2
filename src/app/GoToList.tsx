import { useEffect } from 'react'
import { useLinkTo } from '../queries/use-explorer.ts'
import type { GoToOption } from './go-to-options.ts'

interface Props {
  readonly id: string
  readonly options: readonly GoToOption[]
  /** −1: none. */
  readonly active: number
  /** One is opened, by its link. */
  readonly onOpen: () => void
}

/** The options in their groups. Each is a real link: with Ctrl or ⌘ it opens in a new tab. */
export function GoToList({ id, options, active, onOpen }: Props) {
  const linkTo = useLinkTo()
  useEffect(() => {
    document.getElementById(`${id}-${active}`)?.scrollIntoView({ block: 'nearest' })
  }, [id, active])
  const groups = [...Map.groupBy(options.keys(), (at) => options[at].group)]
  return (
    <div
      id={id}
      className="goto-list"
      role="listbox"
      aria-label="Suggestions"
      // The focus stays in the input.
      onPointerDown={(event) => event.preventDefault()}
      onMouseDown={(event) => event.preventDefault()}
    >
      {groups.map(([group, rows]) => (
        <div key={group} role="group" aria-labelledby={`${id}-${group.replace(' ', '')}`}>
          <div id={`${id}-${group.replace(' ', '')}`} className="goto-group" role="presentation">
            {group}
          </div>
          {rows.map((at) => (
            <a
              key={options[at].key}
              id={`${id}-${at}`}
              className="goto-option"
              role="option"
              tabIndex={-1}
              aria-selected={at === active}
              {...linkTo(options[at].place)}
              onClick={(event) => {
                if (!event.ctrlKey && !event.metaKey && !event.shiftKey) onOpen()
              }}
            >
              <span className="truncate">{options[at].text}</span>
              <span className="truncate muted">{options[at].detail}</span>
            </a>
          ))}
        </div>
      ))}
    </div>
  )
}
