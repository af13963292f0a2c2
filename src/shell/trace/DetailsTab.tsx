import { useQuery } from '@tanstack/react-query'
import { type Ref, useCallback } from 'react'
import type { Span } from '../../model/span.ts'
import { rawQuery } from '../../queries/options.ts'
import type { TraceSession } from '../../queries/trace-session.ts'
import { useExplorer, usePreference } from '../../queries/use-explorer.ts'
import type { TracePlace } from '../../state/places.ts'
import { DEFAULT_SEARCH } from '../../state/search-state.ts'
import { formatLogfmt } from '../../base/logfmt.ts'
import { Notice } from '../../ui/Notice.tsx'
import { LinkedFromTab } from '../../views/links/LinkedFromTab.tsx'
import type { LinkTableHandle } from '../../views/links/LinkTable.tsx'
import { LinksTab } from '../../views/links/LinksTab.tsx'
import { useEmbedded } from '../../ui/embedded.ts'
import { AttributeList } from '../../views/span-details/AttributeList.tsx'
import { AttributesTab } from '../../views/span-details/AttributesTab.tsx'
import { EventsTab } from '../../views/span-details/EventsTab.tsx'
import { RawTab } from '../../views/span-details/RawTab.tsx'
import { ResourceTab } from '../../views/span-details/ResourceTab.tsx'

interface Props {
  readonly session: TraceSession
  readonly row: number
  /** Null while it loads. */
  readonly span: Span | null
  readonly error: Error | null
  readonly place: TracePlace
  readonly links?: Ref<LinkTableHandle>
}

/** The tab that the URL names. Links need no details of the span: they show first. */
export function DetailsTab({ session, row, span, error, place, links }: Props) {
  const zone = usePreference('zone')
  const explorer = useExplorer()
  const embedded = useEmbedded()
  const findTraces = useCallback(
    (key: string, value: string) =>
      explorer.navigation.go(
        explorer.hrefOf({
          screen: 'traces',
          search: { ...DEFAULT_SEARCH, attributes: formatLogfmt([{ key, value }]) },
        }),
        'push',
      ),
    [explorer],
  )
  const shared = { session, row, span, place, table: links, AttributeList }
  if (place.tab === 'links') return <LinksTab {...shared} />
  if (place.tab === 'linked-from') return <LinkedFromTab {...shared} />
  if (error) return <Unreadable error={error} />
  if (!span) return <div className="dp-scroll" aria-busy="true" />
  return (
    <div className="dp-scroll">
      {place.tab === 'attributes' && (
        <AttributesTab span={span} onFilter={embedded ? undefined : findTraces} />
      )}
      {place.tab === 'events' && <EventsTab span={span} zone={zone} />}
      {place.tab === 'resource' && <ResourceTab span={span} />}
      {place.tab === 'raw' && <Raw session={session} row={row} span={span} />}
    </div>
  )
}

function Unreadable({ error }: { readonly error: Error }) {
  return (
    <div className="dp-scroll">
      <Notice kind="error" title="The span could not be read">
        {error.message}
      </Notice>
    </div>
  )
}

function Raw({ session, row, span }: { session: TraceSession; row: number; span: Span }) {
  const { data: text, error } = useQuery(rawQuery(useExplorer(), session, row))
  if (error) return <Unreadable error={error} />
  return text === undefined ? null : <RawTab text={text} spanId={span.ref.spanId} />
}
