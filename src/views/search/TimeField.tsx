import { usePreference } from '../../queries/use-explorer.ts'
import { Field } from './Field.tsx'
import type { DraftProps } from './SearchForm.tsx'
import { inputFromMillis, millisFromInput } from './zoned-input.ts'

const PRESETS = [
  ['all', 'All time'],
  ['15m', 'Last 15 minutes'],
  ['1h', 'Last hour'],
  ['3h', 'Last 3 hours'],
  ['6h', 'Last 6 hours'],
  ['24h', 'Last 24 hours'],
  ['7d', 'Last 7 days'],
  ['30d', 'Last 30 days'],
  ['365d', 'Last 365 days'],
  ['custom', 'From … to …'],
] as const

export function TimeField({ draft, errors, change }: DraftProps) {
  const { time } = draft
  const known = PRESETS.some(([preset]) => preset === time)
  const choose = (next: string) => {
    const now = Date.now()
    const fresh = next === 'custom' && draft.from === '' && draft.to === ''
    change({ time: next, ...(fresh && { from: String(now - 3_600_000), to: String(now) }) })
  }
  return (
    <>
      <Field label="Time" error={errors.time}>
        {(control) => (
          <select
            {...control}
            className="input"
            value={time}
            onChange={({ target }) => choose(target.value)}
          >
            {!known && <option value={time}>Last {time}</option>}
            {PRESETS.map(([preset, text]) => (
              <option key={preset} value={preset}>
                {text}
              </option>
            ))}
          </select>
        )}
      </Field>
      {time === 'custom' && (
        <>
          <InstantField field="from" label="Started after" {...{ draft, errors, change }} />
          <InstantField field="to" label="Started before" {...{ draft, errors, change }} />
        </>
      )}
    </>
  )
}

interface InstantProps extends Omit<DraftProps, 'cannot'> {
  readonly field: 'from' | 'to'
  readonly label: string
}

function InstantField({ field, label, draft, errors, change }: InstantProps) {
  const zone = usePreference('zone')
  return (
    <Field label={zone === 'utc' ? `${label} (UTC)` : label} error={errors[field]}>
      {(control) => (
        <input
          {...control}
          name={field}
          className="input"
          type="datetime-local"
          step={1}
          value={inputFromMillis(draft[field], zone)}
          onChange={({ target }) => change({ [field]: millisFromInput(target.value, zone) })}
        />
      )}
    </Field>
  )
}
