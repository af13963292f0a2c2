import { type ReactNode, type Ref, useMemo } from 'react'
import { formatCount } from '../../base/format.ts'
import { type Link, type Span } from '../../model/span.ts'
import { refAt } from '../../model/trace-table.ts'
import type { TraceSession } from '../../queries/trace-session.ts'
import type { Explorer, PlaceLink } from '../../queries/explorer.ts'
import { useExplorer, usePreference } from '../../queries/use-explorer.ts'
import { type TracePlace, followedPlace, tracePlace } from '../../state/places.ts'
import type { Hop } from '../../state/trail.ts'
import { type LinkView, linkViewKey } from '../../state/view-store.ts'
import type { AttributeListComponent } from './LinkDetails.tsx'
import { LinkTable, type LinkTableHandle } from './LinkTable.tsx'
import { LinkToolbar } from './LinkToolbar.tsx'
import { keyChoices, withColumn } from './link-columns.ts'
import { needsTargets } from './link-groups.ts'
import type { LinkRow } from './link-rows.ts'
import { useLinkView } from './use-link-view.ts'
import { useTableLines } from './use-table-lines.ts'
import { useTracesLink } from './use-traces-link.ts'
import { LOCAL, type Where } from './words.ts'

/** What the panel around a link tab knows. */
export interface LinkTabProps {
  readonly session: TraceSession
  readonly row: number
  /** Null while it loads: the links show before. */
  readonly span: Span | null
  readonly place: TracePlace
  readonly AttributeList: AttributeListComponent
  readonly table?: Ref<LinkTableHandle>
}

interface Props extends LinkTabProps {
  readonly along: Hop['along']
  readonly rows: readonly LinkRow[]
  /** Of all rows, for the attributes that they carry. */
  readonly links: readonly Link[]
  /** Lines that are still to come, or to be resolved. */
  readonly pending: number
  /** What is said of them. */
  readonly progress: ReactNode
  readonly onRetry: () => void
  /** All linked spans are needed: the order asks for them. */
  readonly onNeedAll?: () => void
}

/** Links either way: what decides which are shown, above a table. */
export function LinkList(props: Props) {
  const { session, row, span, place, along, rows, links, pending, table, AttributeList } = props
  const { onRetry, onNeedAll } = props
  const explorer = useExplorer()
  const { preferences, navigation } = explorer
  const zone = usePreference('zone')
  const columns = usePreference('linkColumns')
  const self = refAt(session.table, row)
  const [view, setView] = useLinkView(linkViewKey(self, along))
  const { filter } = view
  const { shown, lines, waiting } = useTableLines(rows, view, pending)
  const choices = useMemo(() => keyChoices(links, columns), [links, columns])
  const keys = useMemo(() => choices.flatMap(({ key, shown }) => (shown ? [key] : [])), [choices])
  const change = (next: Partial<LinkView>) => {
    const needs = needsTargets(next.sort?.column ?? '') || needsTargets(next.group ?? '')
    if (needs && pending > 0) onNeedAll?.()
    setView(next)
  }
  const follow = ({ href, 'data-place': to }: PlaceLink, apart: boolean) => {
    if (apart && navigation.shareable) window.open(href, '_blank', 'noopener')
    else navigation.go(to, 'push')
  }
  return (
    <>
      <LinkToolbar
        view={view}
        onView={change}
        choices={choices}
        onColumn={(key, on) => preferences.setState({ linkColumns: withColumn(columns, key, on) })}
        rows={shown}
        spanFlags={span?.flags ?? 0}
        inSearch={useTracesLink(shown)}
        fileName={`${along === 'link' ? 'links' : 'linked-from'}-${self.spanId}.csv`}
      />
      <p className="lk-progress" role="status">
        {pending > 0 && props.progress}
        {waiting && ' Sorting when all are there. '}
        {filter.trim() !== '' &&
          `${formatCount(shown.length)} of ${formatCount(rows.length)} match`}
      </p>
      {!explorer.source.capabilities.linkAttributes && rows.length > 0 && (
        <p className="muted">Link attributes are not kept by this source.</p>
      )}
      <LinkTable
        ref={table}
        what={along === 'link' ? 'Linked span' : 'Linking span'}
        lines={lines}
        keys={keys}
        view={view}
        onView={change}
        onSee={(refs) => explorer.targets.see(refs)}
        linkTo={({ ref }) => ref && explorer.linkTo(followedPlace(place.trail, self, along, ref))}
        permalink={({ ref }) =>
          ref && navigation.shareable
            ? new URL(explorer.linkTo(tracePlace(ref.traceId, ref.spanId)).href, document.baseURI)
                .href
            : null
        }
        onFollow={follow}
        spanFlags={span?.flags ?? 0}
        zone={zone}
        where={whereOf(explorer)}
        AttributeList={AttributeList}
        onRetry={onRetry}
        empty={`No link matches “${filter}”.`}
      />
    </>
  )
}

function whereOf({ source, local }: Explorer): Where {
  return local ? LOCAL : { name: `the source ${source.name}`, live: source.capabilities.watch }
}
