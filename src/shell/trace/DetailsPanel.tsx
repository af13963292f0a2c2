import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { Ref } from 'react'
import { formatDuration, shortId } from '../../base/format.ts'
import { nameText } from '../../base/visible-text.ts'
import { serviceColor } from '../../canvas/service-colors.ts'
import { spanKey } from '../../model/ids.ts'
import { STATUS_ERROR, STATUS_OK, kindName, statusName } from '../../model/span.ts'
import { linkCount, nameAt, refAt, serviceAt } from '../../model/trace-table.ts'
import { linksToQuery } from '../../queries/links-to.ts'
import { spanQuery } from '../../queries/options.ts'
import type { TraceSession } from '../../queries/trace-session.ts'
import { useExplorer } from '../../queries/use-explorer.ts'
import type { DetailTab, TracePlace } from '../../state/places.ts'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { type Tab, Tabs } from '../../ui/Tabs.tsx'
import type { LinkTableHandle } from '../../views/links/LinkTable.tsx'
import { PanelBoundary } from '../PanelBoundary.tsx'
import { CameFrom } from './CameFrom.tsx'
import { DetailsTab } from './DetailsTab.tsx'
import { DockButton } from './DockButton.tsx'
import { useLandmark } from '../../ui/embedded.ts'

interface Props {
  readonly ref: Ref<HTMLElement>
  readonly links?: Ref<LinkTableHandle>
  readonly session: TraceSession
  readonly row: number
  readonly place: TracePlace
  readonly onTab: (tab: DetailTab) => void
  /** Null: the panel stays. */
  readonly onClose: (() => void) | null
}

/** The selected span. The counts on the tabs are there before a tab is opened. */
export function DetailsPanel({ ref, links, session, row, place, onTab, onClose }: Props) {
  const explorer = useExplorer()
  const { navigation } = explorer
  const { table } = session
  const self = refAt(table, row)
  const { data: span = null, error } = useQuery(spanQuery(explorer, session, row))
  const { data: backlinks } = useInfiniteQuery({
    ...linksToQuery(explorer, self, table.origin + BigInt(table.start[row])),
    // A scan is begun by who opens the tab.
    enabled: explorer.source.capabilities.linkedFrom === 'index',
  })

  const name = nameText(nameAt(table, row))
  const status = table.status[row]
  const tabs: Tab<DetailTab>[] = [
    { id: 'attributes', label: 'Attributes', count: span && span.attributes.length },
    { id: 'events', label: 'Events', count: span && span.events.length },
    { id: 'links', label: 'Links', count: linkCount(table, row), accent: true },
    {
      id: 'linked-from',
      label: 'Linked from',
      count: backlinks?.pages[0]?.total ?? null,
      accent: true,
    },
    { id: 'resource', label: 'Resource', count: span && span.resource.attributes.length },
    { id: 'raw', label: 'Raw' },
  ]
  return (
    <section className="dp" role={useLandmark('complementary')} aria-label="Span details" ref={ref}>
      <header className="dp-header">
        <div className="dp-title">
          <h2 className="truncate" title={name}>
            {name || 'unnamed'}
          </h2>
          {onClose && <DockButton />}
          {onClose && (
            <button
              type="button"
              className="button button-plain button-icon button-small"
              aria-label="Close the span details"
              onClick={onClose}
            >
              <Icon name="close" />
            </button>
          )}
        </div>
        <p className="dp-facts">
          <span className="swatch" style={{ background: serviceColor(serviceAt(table, row)) }} />
          <span>{nameText(serviceAt(table, row)) || 'unknown service'}</span>
          <span>{kindName(table.kind[row])}</span>
          <span>{formatDuration(table.spanDuration[row])}</span>
          <span
            className={
              status === STATUS_ERROR ? 'is-error' : status === STATUS_OK ? 'is-ok' : undefined
            }
          >
            {statusName(status)}
          </span>
          <span className="dp-id">
            span{' '}
            <span className="mono" title={self.spanId}>
              {shortId(self.spanId)}
            </span>
            <CopyButton what="span reference" text={spanKey(self)} />
            {navigation.shareable && (
              <CopyButton
                what="permalink"
                icon="link"
                text={() => new URL(navigation.linkTo(navigation.current()), document.baseURI).href}
              />
            )}
          </span>
        </p>
        <CameFrom session={session} row={row} place={place} />
      </header>
      <Tabs label="Span details" tabs={tabs} selected={place.tab} onSelect={onTab}>
        <PanelBoundary key={place.tab} what="This tab">
          <DetailsTab
            session={session}
            row={row}
            span={span}
            error={error}
            place={place}
            links={links}
          />
        </PanelBoundary>
      </Tabs>
    </section>
  )
}
