import { nameText } from '../../base/visible-text.ts'
import type { LinkView } from '../../state/view-store.ts'
import { MenuButton } from '../../ui/MenuButton.tsx'
import { type BulkProps, BulkMenu } from './BulkMenu.tsx'
import type { KeyChoice } from './link-columns.ts'
import { attributeColumn } from './link-rows.ts'

interface Props extends BulkProps {
  readonly view: LinkView
  readonly onView: (change: Partial<LinkView>) => void
  readonly choices: readonly KeyChoice[]
  readonly onColumn: (key: string, on: boolean) => void
}

/** What decides which links are shown, how, and where they can be taken. */
export function LinkToolbar({ view, onView, choices, onColumn, ...bulk }: Props) {
  return (
    <div className="lk-tools">
      <label className="lk-filter">
        <span className="visually-hidden">Filter links</span>
        <input
          className="input"
          type="search"
          placeholder="Filter by operation, service, status, id or attribute…"
          value={view.filter}
          onChange={({ target }) => onView({ filter: target.value })}
        />
      </label>
      <label className="lk-group">
        Group by{' '}
        <select
          className="input"
          value={view.group}
          onChange={({ target }) => onView({ group: target.value, closed: [] })}
        >
          <option value="">nothing</option>
          <option value="operation">service and operation</option>
          <option value="service">service</option>
          <option value="status">status</option>
          {choices.map(({ key }) => (
            <option key={key} value={attributeColumn(key)}>
              {nameText(key)}
            </option>
          ))}
        </select>
      </label>
      {choices.length > 0 && (
        <MenuButton label="Columns" what="Link attributes shown as columns">
          <p>Link attributes</p>
          {choices.map(({ key, shown }) => (
            <label key={key}>
              <input
                type="checkbox"
                checked={shown}
                onChange={({ target }) => onColumn(key, target.checked)}
              />
              {nameText(key)}
            </label>
          ))}
        </MenuButton>
      )}
      <BulkMenu {...bulk} />
    </div>
  )
}
