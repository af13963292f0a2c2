import { type CSSProperties, useRef } from 'react'
import { Main } from '../shell/Main.tsx'
import { DetailsPanel } from '../shell/trace/later-views.ts'
import type { OpenTraceProps } from '../shell/trace/OpenTrace.tsx'
import { Trail } from '../shell/trace/Trail.tsx'
import { useTraceKeys } from '../shell/trace/use-trace-keys.ts'
import { useGo } from '../queries/use-explorer.ts'
import { backPlace } from '../state/places.ts'
import { Notice } from '../ui/Notice.tsx'

const WIDE = { '--details': '100%' } as CSSProperties

/** The details of one span with its links, without the trace around it: for tools that show the trace themselves. */
export function DetailsOnly({ session, place, selected, notice }: OpenTraceProps) {
  const go = useGo()
  const main = useRef<HTMLElement>(null)
  const details = useRef<HTMLElement>(null)
  const { trail } = place
  useTraceKeys(main, {
    l: () => go({ ...place, tab: 'links' }),
    Backspace: () => trail.length > 0 && go(backPlace(trail, trail.length - 1)),
  })
  return (
    <Main className="tr" ref={main}>
      <Trail trail={trail} here={{ table: session.table, row: selected }} />
      {notice && <div className="tr-notice">{notice}</div>}
      {selected >= 0 ? (
        <div className="tr-split panel-details" style={WIDE}>
          <DetailsPanel
            key={`${place.spanId}:${place.twin}`}
            ref={details}
            session={session}
            row={selected}
            place={place}
            onTab={(tab) => go({ ...place, tab })}
            onClose={null}
          />
        </div>
      ) : (
        <div className="tr-notice">
          {place.spanId === null ? (
            <Notice title="No span is chosen">
              The page has named a trace, and no span of it.
            </Notice>
          ) : (
            <Notice kind="warning" title="The span is not in this trace">
              The trace is here, span <span className="mono">{place.spanId}</span> of it is not.
            </Notice>
          )}
        </div>
      )}
    </Main>
  )
}
