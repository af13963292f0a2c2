import { memo } from 'react'
import { type TimeZone, formatTime } from '../../base/format.ts'
import type { Span, SpanEvent } from '../../model/span.ts'
import { Icon } from '../../ui/Icon.tsx'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { AttributeList } from './AttributeList.tsx'
import { DroppedNote } from './DroppedNote.tsx'
import { ExceptionDetails } from './ExceptionDetails.tsx'
import { FoldableText } from './FoldableText.tsx'
import { attributesJson } from './attributes-json.ts'
import { eventOffset } from './event-time.ts'
import { exceptionOf } from './exception.ts'
import { foldText } from './folded-text.ts'

interface Props {
  readonly span: Span
  readonly event: SpanEvent
  readonly zone: TimeZone
}

/** A tab shows many events: one with hundreds of attributes must not bury the next. */
const FIRST_ATTRIBUTES = 20

export const EventItem = memo(function EventItem({ span, event, zone }: Props) {
  const exception = exceptionOf(event)
  const offset = eventOffset(span, event)
  const attributes = exception ? exception.rest : event.attributes
  return (
    <li className={exception ? 'details-event details-event-exception' : 'details-event'}>
      <div className="details-event-head">
        <span className="details-offset">{offset.text}</span>
        <h3 className="details-title">
          {exception && (
            <span className="is-error">
              <Icon name="error" />
            </span>
          )}{' '}
          {event.name === '' ? (
            <span className="details-type">event without a name</span>
          ) : (
            <FoldableText
              label="Event name"
              text={foldText(event.name, { lines: 3, chars: 300 })}
            />
          )}
        </h3>
        {event.time !== 0n && (
          <span className="details-clock" title={formatTime(event.time, { zone, precision: 'ns' })}>
            {formatTime(event.time, { zone, date: false })}
          </span>
        )}
        <CopyButton what="event as JSON" text={() => eventJson(event)} />
      </div>
      {offset.note !== null && <p className="details-note">{offset.note}.</p>}
      {exception && <ExceptionDetails exception={exception} />}
      {attributes.length > 0 && (
        <AttributeList
          attributes={attributes}
          label="Attributes of the event"
          first={FIRST_ATTRIBUTES}
        />
      )}
      <DroppedNote count={event.droppedAttributes} what="attribute" />
    </li>
  )
})

function eventJson({ name, time, attributes }: SpanEvent): string {
  return attributesJson([
    { key: 'name', value: name },
    { key: 'time', value: formatTime(time, { zone: 'utc', precision: 'ns' }) },
    { key: 'attributes', value: { entries: attributes } },
  ])
}
