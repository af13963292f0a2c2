import { type ReactNode, useRef } from 'react'
import { spanIdAt, spanKey } from '../../model/ids.ts'
import { twinAt } from '../../model/trace-table.ts'
import { useGo, usePreference, useExplorer } from '../../queries/use-explorer.ts'
import type { TraceSession } from '../../queries/trace-session.ts'
import { useLinkedFrom } from '../../queries/use-linked-from.ts'
import {
  DEFAULT_VIEW,
  type DetailTab,
  type TracePlace,
  type TraceViewName,
  backPlace,
  tracePlace,
} from '../../state/places.ts'
import { Notice } from '../../ui/Notice.tsx'
import { Splitter } from '../../ui/Splitter.tsx'
import { type Tab, Tabs } from '../../ui/Tabs.tsx'
import { AttributeList } from '../../views/span-details/AttributeList.tsx'
import { Spans, type SpansHandle } from '../../views/waterfall/Spans.tsx'
import { DetailsPanel, GraphTab, JourneyTab, usePreloadedViews } from './later-views.ts'
import { LegDetails } from './LegDetails.tsx'
import { PanelBoundary } from '../PanelBoundary.tsx'
import { Main } from '../Main.tsx'
import { Problems } from './Problems.tsx'
import { TraceHeader } from './TraceHeader.tsx'
import { Trail } from './Trail.tsx'
import { useFocusOnArrival } from './use-focus-on-arrival.ts'
import { useLinkKeys } from './use-link-keys.ts'
import { useTraceKeys } from './use-trace-keys.ts'

/** The views that there are, in the order of their tabs. */
const VIEWS: readonly Tab<TraceViewName>[] = [
  { id: 'waterfall', label: 'Waterfall' },
  { id: 'graph', label: 'Link graph' },
  { id: 'journey', label: 'Journey' },
  { id: 'table', label: 'Table' },
]

/** What to call a view that failed. */
const FAILS: Readonly<Record<TraceViewName, string>> = {
  waterfall: 'The waterfall',
  graph: 'The link graph',
  journey: 'The journey',
  table: 'The table',
}

export interface OpenTraceProps {
  readonly session: TraceSession
  readonly place: TracePlace
  /** Row of the span that the URL names; −1: none, or not in this trace. */
  readonly selected: number
  /** What is wrong with the session, if anything. */
  readonly notice: ReactNode
}

/** A trace in one of its views, with the details of the selected span. */
export function OpenTrace({ session, place, selected, notice }: OpenTraceProps) {
  const { table } = session
  const go = useGo()
  const { preferences } = useExplorer()
  const width = usePreference('detailsWidth')
  const height = usePreference('detailsHeight')
  const isBelow = usePreference('detailsDock') === 'below'
  const linkedFrom = useLinkedFrom(table)
  const main = useRef<HTMLElement>(null)
  const details = useRef<HTMLElement>(null)
  const fitGraph = useRef<() => void>(null)
  const spans = useRef<SpansHandle>(null)
  useFocusOnArrival(main, place)
  usePreloadedViews()

  const select = (row: number, how: 'move' | 'pick', tab: DetailTab = place.tab) => {
    const spanId = spanIdAt(table.spanIds, row)
    go({ ...place, spanId, twin: twinAt(table, row), tab }, how === 'pick' ? 'push' : 'replace')
  }
  const { leg } = place
  const view = VIEWS.find(({ id }) => id === place.view)?.id ?? DEFAULT_VIEW
  const isChosen = {
    waterfall: selected >= 0,
    graph: place.graph.selected !== null,
    journey: leg !== null,
    table: selected >= 0,
  }[view]
  const showView = (next: TraceViewName) => go({ ...place, view: next })
  const close = () => {
    if (view === 'journey') return go({ ...place, leg: null })
    if (view === 'graph') return go({ ...place, graph: { ...place.graph, selected: null } })
    main.current?.querySelector<HTMLElement>('[role=treegrid]')?.focus()
    go({ ...place, spanId: null })
  }
  const showTab = (tab: DetailTab) => go({ ...place, tab }, 'push')
  const focusDetails = () =>
    details.current?.querySelector<HTMLElement>('[role=tab][tabindex="0"]')?.focus()
  const showsDetails = view === 'journey' ? leg !== null : selected >= 0
  const links = useLinkKeys(place.tab, leg ? spanKey(leg) : place.spanId, showTab, details)
  useTraceKeys(main, {
    l: () => showsDetails && links.open(),
    '[': () => showsDetails && links.step(-1),
    ']': () => showsDetails && links.step(1),
    Backspace: () => place.trail.length > 0 && go(backPlace(place.trail, place.trail.length - 1)),
    Escape: () => isChosen && close(),
    w: () => showView('waterfall'),
    g: () => showView('graph'),
    f: () => (view === 'graph' ? fitGraph.current?.() : spans.current?.showWhole()),
    '/': () => spans.current?.find(),
    z: () => spans.current?.zoomToSelected(),
    o: () => spans.current?.unfoldLevel(),
    p: () => spans.current?.foldLevel(),
    t: () => showView('table'),
    y: () => showView('journey'),
  })
  const splitter = isBelow ? (
    <Splitter
      label="Height of the span details"
      split="rows"
      value={height}
      min={0.2}
      max={0.8}
      onChange={(value) => preferences.setState({ detailsHeight: value })}
    />
  ) : (
    <Splitter
      label="Width of the span details"
      value={width}
      min={0.2}
      max={0.8}
      onChange={(value) => preferences.setState({ detailsWidth: value })}
    />
  )

  return (
    <Main className="tr" ref={main}>
      <Trail trail={place.trail} here={{ table, row: selected }} />
      <TraceHeader table={table} linksIn={linkedFrom.total} />
      <Problems session={session} selected={selected} onShow={(row) => select(row, 'pick')} />
      {notice && <div className="tr-notice">{notice}</div>}
      {place.spanId !== null && selected < 0 && (
        <div className="tr-notice">
          <Notice kind="warning" title="The span is not in this trace">
            The trace is here, span <span className="mono">{place.spanId}</span> of it is not: it
            was not sent, or not yet.
          </Notice>
        </div>
      )}
      <Tabs label="Views of the trace" tabs={VIEWS} selected={view} onSelect={showView}>
        <div
          className={isBelow ? 'tr-split tr-split-rows' : 'tr-split'}
          style={{ '--details': `${(isBelow ? height : width) * 100}%` } as React.CSSProperties}
        >
          <PanelBoundary key={view} what={FAILS[view]}>
            {view === 'graph' && (
              <GraphTab place={place} fit={fitGraph} AttributeList={AttributeList} />
            )}
            {view === 'journey' && (
              <JourneyTab
                traceId={table.traceId}
                spanId={place.spanId}
                chosen={place.chain}
                selected={leg}
                onChoose={(chain) => go({ ...place, chain, leg: null })}
                onSelect={(span) => go({ ...place, leg: span })}
                onOpen={(span) => go(tracePlace(span.traceId, span.spanId))}
              />
            )}
            {(view === 'waterfall' || view === 'table') && (
              <Spans
                ref={spans}
                view={view}
                session={session}
                state={place.spans}
                onState={(state, how) => go({ ...place, spans: state }, how)}
                selected={selected}
                onSelect={select}
                onShowLinks={(row, along) =>
                  select(row, 'pick', along === 'link' ? 'links' : 'linked-from')
                }
                trail={place.trail}
                onOpen={focusDetails}
                linkedFrom={linkedFrom.perRow}
              />
            )}
          </PanelBoundary>
          {view === 'journey' && leg && (
            <>
              {splitter}
              <LegDetails
                key={spanKey(leg)}
                ref={details}
                links={links.table}
                leg={leg}
                place={place}
                onTab={showTab}
                onClose={close}
              />
            </>
          )}
          {(view === 'waterfall' || view === 'table') && selected >= 0 && (
            <>
              {splitter}
              <DetailsPanel
                key={`${place.spanId}:${place.twin}`}
                ref={details}
                links={links.table}
                session={session}
                row={selected}
                place={place}
                onTab={showTab}
                onClose={close}
              />
            </>
          )}
        </div>
      </Tabs>
    </Main>
  )
}
