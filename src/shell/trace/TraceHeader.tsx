import { useEffect, useMemo } from 'react'
import { formatCount, formatDuration, formatTime, shortId } from '../../base/format.ts'
import { nameText } from '../../base/visible-text.ts'
import { serviceColor } from '../../canvas/service-colors.ts'
import { STATUS_ERROR } from '../../model/span.ts'
import { type TraceTable, nameAt, serviceAt, servicesOf } from '../../model/trace-table.ts'
import { useExplorer, usePreference } from '../../queries/use-explorer.ts'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { Icon } from '../../ui/Icon.tsx'

interface Props {
  readonly table: TraceTable
  /** Links into this trace; null: not known yet. */
  readonly linksIn: number | null
}

const ZONES = {
  local: { short: 'local', is: 'local time' },
  utc: { short: 'UTC', is: 'UTC' },
} as const

/** What the trace is, in one line. */
export function TraceHeader({ table, linksIn }: Props) {
  const zone = usePreference('zone')
  const { source, navigation, preferences } = useExplorer()
  const start = formatTime(table.origin, { zone, precision: 'ms' })
  const other = zone === 'utc' ? 'local' : 'utc'
  const { services, errors } = useMemo(() => countsOf(table), [table])
  const linksOut = table.linkOffset[table.length]
  const service = serviceAt(table, 0)
  const name = nameText(nameAt(table, 0))
  useEffect(() => navigation.entitle(`${name} · trace·link explorer`), [navigation, name])
  return (
    <header className="tr-header">
      <h1>
        <span className="swatch" style={{ background: serviceColor(service) }} />{' '}
        {nameText(service)} / {name}
      </h1>
      <button
        type="button"
        className="tr-start"
        aria-label={`Started ${start} ${ZONES[zone].short}: switch to ${ZONES[other].is}`}
        title={`${formatTime(table.origin, { zone, precision: 'ns' })}, ${ZONES[zone].is}. Switch to ${ZONES[other].is}`}
        onClick={() => preferences.setState({ zone: other })}
      >
        {start} <span className="tr-zone">{ZONES[zone].short}</span>
      </button>
      <span>{formatDuration(table.duration)}</span>
      <span>{plural(table.length, 'span')}</span>
      <span>{plural(services.length, 'service')}</span>
      {errors > 0 && (
        <span className="is-error">
          <Icon name="error" /> {plural(errors, 'error')}
        </span>
      )}
      {linksOut > 0 && (
        <span className="is-link">
          <Icon name="link" /> {plural(linksOut, 'link')} out
        </span>
      )}
      {linksIn !== null && linksIn > 0 && (
        <span className="is-link">
          <Icon name="link" /> linked from {formatCount(linksIn)}
        </span>
      )}
      {linksIn === null && source.capabilities.linkedFrom === 'index' && (
        <span className="tr-counting" aria-hidden="true">
          <Icon name="link" /> linked from 0
        </span>
      )}
      {linksIn === null && source.capabilities.linkedFrom !== 'index' && (
        <span className="muted">linked from: not counted by this source</span>
      )}
      <span className="tr-id">
        <span className="mono muted" title={table.traceId}>
          {shortId(table.traceId)}
        </span>
        <CopyButton what="trace id" text={table.traceId} />
      </span>
    </header>
  )
}

function countsOf(table: TraceTable): { services: string[]; errors: number } {
  let errors = 0
  for (const status of table.status) if (status === STATUS_ERROR) errors++
  return { services: servicesOf(table), errors }
}

function plural(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`
}
