import { useState } from 'react'
import type { TimeZone } from '../../base/format.ts'
import { spanKey } from '../../model/ids.ts'
import type { Span } from '../../model/span.ts'
import { DroppedNote } from './DroppedNote.tsx'
import { EventAxis } from './EventAxis.tsx'
import { EventItem } from './EventItem.tsx'
import { ShowMore } from './ShowMore.tsx'
import { byTime } from './event-time.ts'
import './span-details.css'

interface Props {
  readonly span: Span
  readonly zone: TimeZone
}

const PAGE = 100

/** Tab "Events": what the span recorded, earliest first, each with its distance from the span's start. */
export function EventsTab({ span, zone }: Props) {
  const [limit, setLimit] = useState(PAGE)
  const shown = byTime(span.events).slice(0, limit)
  return (
    // The key folds up again what was unfolded for the span before.
    <div className="details-tab" key={spanKey(span.ref)}>
      <EventAxis span={span} />
      {span.events.length === 0 ? (
        <p className="details-empty">This span has no events.</p>
      ) : (
        <ol className="details-events" aria-label="Events of the span">
          {shown.map((event, at) => (
            <EventItem key={at} span={span} event={event} zone={zone} />
          ))}
        </ol>
      )}
      <ShowMore
        shown={shown.length}
        total={span.events.length}
        step={PAGE}
        what="events"
        onShow={setLimit}
      />
      <DroppedNote count={span.droppedEvents} what="event" />
    </div>
  )
}
