import type { TimeZone } from '../base/format.ts'
import { Field } from './Field.tsx'
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

/** A stretch of time as it is chosen and typed. */
export interface TimeRange {
  /** "15m" … "365d" back from now, "all", or "custom" with `from` and `to`. */
  readonly time: string
  /** Milliseconds since the epoch, as text; empty: open. */
  readonly from: string
  readonly to: string
}

interface Props {
  readonly value: TimeRange
  readonly errors: { readonly [Part in keyof TimeRange]?: string }
  readonly zone: TimeZone
  readonly onChange: (change: Partial<TimeRange>) => void
}

export function TimeField({ value, errors, zone, onChange }: Props) {
  const { time } = value
  const known = PRESETS.some(([preset]) => preset === time)
  const choose = (next: string) => {
    const now = Date.now()
    const fresh = next === 'custom' && value.from === '' && value.to === ''
    onChange({ time: next, ...(fresh && { from: String(now - 3_600_000), to: String(now) }) })
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
          <InstantField field="from" label="Started after" {...{ value, errors, zone, onChange }} />
          <InstantField field="to" label="Started before" {...{ value, errors, zone, onChange }} />
        </>
      )}
    </>
  )
}

interface InstantProps extends Props {
  readonly field: 'from' | 'to'
  readonly label: string
}

function InstantField({ field, label, value, errors, zone, onChange }: InstantProps) {
  return (
    <Field label={zone === 'utc' ? `${label} (UTC)` : label} error={errors[field]}>
      {(control) => (
        <input
          {...control}
          name={field}
          className="input"
          type="datetime-local"
          step={1}
          value={inputFromMillis(value[field], zone)}
          onChange={({ target }) => onChange({ [field]: millisFromInput(target.value, zone) })}
        />
      )}
    </Field>
  )
}
