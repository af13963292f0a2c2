import { useId, useState } from 'react'
import { formatCount } from '../../../base/format.ts'
import { nameText } from '../../../base/visible-text.ts'
import { serviceColor } from '../../../canvas/service-colors.ts'
import type { ServiceCount } from '../../../model/filter-rows.ts'
import { Icon } from '../../../ui/Icon.tsx'

interface Props {
  readonly services: readonly ServiceCount[]
  readonly chosen: readonly string[]
  readonly onChoose: (chosen: readonly string[]) => void
}

/** More than these are found by typing. */
const UNFILTERED = 10

/** The services of the trace to choose from, and the chosen ones as chips. */
export function ServiceFilter({ services, chosen, onChoose }: Props) {
  const id = useId()
  const [part, setPart] = useState('')
  const without = (service: string) => chosen.filter((other) => other !== service)
  const spansOf = (service: string) =>
    services.find((entry) => entry.service === service)?.spans ?? 0
  const listed = services.filter(({ service }) =>
    service.toLowerCase().includes(part.trim().toLowerCase()),
  )
  return (
    <>
      <button type="button" className="chip wf-services-button" popoverTarget={id}>
        Services <span className="chip-count">{formatCount(services.length)}</span>
        <Icon name="down" />
      </button>
      <div id={id} popover="auto" className="wf-services" role="group" aria-label="Services">
        {services.length > UNFILTERED && (
          <input
            type="search"
            className="input"
            aria-label="Part of a service’s name"
            value={part}
            onChange={({ target }) => setPart(target.value)}
          />
        )}
        {listed.map(({ service, spans }) => (
          <label key={service} className="wf-service-choice">
            <input
              type="checkbox"
              checked={chosen.includes(service)}
              onChange={({ target }) =>
                onChoose(target.checked ? [...chosen, service] : without(service))
              }
            />
            <span className="swatch" style={{ background: serviceColor(service) }} />
            <span className="truncate">{nameText(service) || 'unknown service'}</span>
            <span className="muted">{formatCount(spans)}</span>
          </label>
        ))}
      </div>
      {chosen.map((service) => (
        <button
          key={service}
          type="button"
          className="chip is-on"
          aria-label={`Only ${nameText(service) || 'unknown service'}, ${formatCount(spansOf(service))} spans: remove this filter`}
          onClick={() => onChoose(without(service))}
        >
          <span className="swatch" style={{ background: serviceColor(service) }} />
          <span className="truncate">{nameText(service) || 'unknown service'}</span>
          <span className="chip-count">{formatCount(spansOf(service))}</span>
          <Icon name="close" />
        </button>
      ))}
    </>
  )
}
