import type { SearchState } from '../../state/search-state.ts'
import { Field } from '../../ui/Field.tsx'
import type { DraftProps } from './SearchForm.tsx'

interface Props extends DraftProps {
  /** "To a trace" is chosen, the trace perhaps not given yet. */
  readonly asksTarget: boolean
  readonly onAskTarget: (asks: boolean) => void
}

/** Which links a trace must have. "To a trace" is one more choice here, since no one asks for both. */
export function LinksField({ draft, errors, change, asksTarget, onAskTarget, cannot }: Props) {
  const toTrace = asksTarget || draft.linksTo !== ''
  const choose = (choice: string) => {
    onAskTarget(choice === 'to')
    const links = choice === 'to' ? 'any' : (choice as SearchState['links'])
    change({ links, linksTo: '' })
  }
  return (
    <>
      <Field label="Links" hint={cannot.linksOut ?? cannot.linksIn ?? cannot.linksTo}>
        {(control) => (
          <select
            {...control}
            className="input"
            value={toTrace ? 'to' : draft.links}
            onChange={({ target }) => choose(target.value)}
          >
            <option value="any">any</option>
            <option value="out" disabled={cannot.linksOut !== undefined}>
              has links
            </option>
            <option value="in" disabled={cannot.linksIn !== undefined}>
              linked from
            </option>
            <option value="to" disabled={cannot.linksTo !== undefined}>
              links to trace …
            </option>
          </select>
        )}
      </Field>
      {toTrace && (
        <Field label="Links to trace" error={errors.linksTo}>
          {(control) => (
            <input
              {...control}
              name="linksTo"
              className="input mono"
              autoComplete="off"
              spellCheck={false}
              placeholder="trace id or traceparent"
              value={draft.linksTo}
              onChange={({ target }) => change({ linksTo: target.value })}
            />
          )}
        </Field>
      )}
    </>
  )
}
