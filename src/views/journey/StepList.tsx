import { formatCount, formatDuration, formatTime } from '../../base/format.ts'
import { lengthOf } from '../../base/intervals.ts'
import { serviceColor } from '../../canvas/service-colors.ts'
import { type SpanRef, sameRef } from '../../model/ids.ts'
import type { Journey, Leg, LegWait } from '../../model/journey/journey.ts'
import { spanOfTarget } from '../../model/link-target.ts'
import { STATUS_ERROR } from '../../model/span.ts'
import { useLinkTo, usePreference } from '../../queries/use-explorer.ts'
import { tracePlace } from '../../state/places.ts'
import { Icon } from '../../ui/Icon.tsx'
import type { Active } from './active.ts'
import { absenceWords, legName, partWords, waitLabel, waitSentence } from './words.ts'

interface Props {
  readonly journey: Journey
  readonly active: Active | null
  readonly selected: SpanRef | null
  /** The source in a sentence. */
  readonly where: string
  readonly onActive: (active: Active | null) => void
  readonly onSelect: (span: SpanRef) => void
}

/** The journey step by step, in words: what the picture shows, for all who don't see it, and some more. */
export function StepList({ journey, active, selected, where, onActive, onSelect }: Props) {
  const stepProps = (kind: Active['kind'], at: number) => ({
    className: `jy-step jy-step-${kind}${active?.kind === kind && active.at === at ? ' is-active' : ''}`,
    onPointerEnter: () => onActive({ kind, at }),
    onPointerLeave: () => onActive(null),
    onFocus: () => onActive({ kind, at }),
    onBlur: () => onActive(null),
  })
  return (
    <ol className="jy-steps" aria-label="Steps of the journey">
      {journey.legs.map((leg, at) => {
        const wait = journey.waits.findIndex(({ to }) => to === at)
        return [
          wait >= 0 && (
            <li key={`wait ${leg.key}`} {...stepProps('wait', wait)}>
              <WaitStep wait={journey.waits[wait]} />
            </li>
          ),
          <li key={leg.key} {...stepProps('leg', at)}>
            <LegStep
              leg={leg}
              journey={journey}
              where={where}
              selected={selected !== null && sameRef(selected, leg.ref)}
              onSelect={onSelect}
            />
          </li>,
        ]
      })}
    </ol>
  )
}

function WaitStep({ wait }: { readonly wait: LegWait }) {
  const linkTo = useLinkTo()
  const place = {
    ...tracePlace(wait.edge.from.traceId, wait.edge.from.spanId),
    tab: 'links',
  } as const
  const times = wait.edge.links.length
  return (
    <>
      <span className="is-link">
        <Icon name="later" />{' '}
        <a {...linkTo(place)} title="The link that says so">
          {waitLabel(wait)}
        </a>
      </span>
      <span className="muted">
        {waitSentence(wait)}
        {times > 1 && ` Linked ${formatCount(times)} times.`}
      </span>
    </>
  )
}

interface LegStepProps {
  readonly leg: Leg
  readonly journey: Journey
  readonly where: string
  readonly selected: boolean
  readonly onSelect: (span: SpanRef) => void
}

function LegStep({ leg, journey, where, selected, onSelect }: LegStepProps) {
  const zone = usePreference('zone')
  const linkTo = useLinkTo()
  const { service, name } = legName(leg)
  const { span, time, busy, read, attempt, item, ref } = leg
  const failed = isFailed(leg)
  const part = partWords(leg)
  return (
    <>
      <span className="jy-step-head">
        <span className="swatch" style={{ background: serviceColor(service) }} />
        <button
          type="button"
          className="jy-step-name"
          aria-pressed={selected}
          disabled={span.at === 'absent'}
          onClick={() => onSelect(ref)}
        >
          {service || 'unknown service'} <strong>{name || 'unnamed'}</strong>
        </button>
        {attempt && (
          <span>
            attempt {attempt.number} of {attempt.of}
          </span>
        )}
        {failed && (
          <span className="is-error">
            <Icon name="error" /> failed
          </span>
        )}
      </span>
      <span className="jy-step-facts">
        {time && (
          <span>
            {formatTime(journey.origin + BigInt(Math.round(time.from)), { zone, precision: 'ms' })}
          </span>
        )}
        {time && <span>worked {formatDuration(lengthOf(busy))} on it</span>}
        {item && (
          <span>
            item {formatCount(item.number)} of {formatCount(item.of)}
          </span>
        )}
        {part && <span>{part}</span>}
        {!read && span.at === 'elsewhere' && <span>its trace is not read</span>}
        {span.at === 'absent' && <span>{absenceWords(span.why, where)}</span>}
        {span.at === 'pending' && !read && <span>on its way</span>}
      </span>
      <a className="jy-step-open" {...linkTo(tracePlace(ref.traceId, ref.spanId))}>
        Open the trace
      </a>
    </>
  )
}

function isFailed({ span, read }: Leg): boolean {
  const status = read ? read.trace.table.status[read.work.entry] : spanOfTarget(span)?.status
  return status === STATUS_ERROR
}
