import { useExplorer, usePreference } from '../../queries/use-explorer.ts'
import { Icon } from '../../ui/Icon.tsx'

/** Moves the details below the spans, or beside them again. */
export function DockButton() {
  const { preferences } = useExplorer()
  const isBelow = usePreference('detailsDock') === 'below'
  const label = isBelow ? 'Show the details at the right' : 'Show the details below'
  return (
    <button
      type="button"
      className="button button-plain button-icon button-small dp-dock"
      title={label}
      aria-label={label}
      onClick={() => preferences.setState({ detailsDock: isBelow ? 'right' : 'below' })}
    >
      <Icon name={isBelow ? 'dockRight' : 'dockBelow'} />
    </button>
  )
}
