import { type RefObject, useDeferredValue, useMemo, useRef, useState } from 'react'
import type { TraceId } from '../../model/ids.ts'
import { findInGraph } from '../../model/link-graph/find.ts'
import type { ItemKey } from '../../model/link-graph/graph-items.ts'
import { useGo, useLinkTo } from '../../queries/use-explorer.ts'
import type { GraphSelection, GraphState } from '../../state/graph-state.ts'
import type { TracePlace } from '../../state/places.ts'
import { Details } from './details/Details.tsx'
import type { AttributeListComponent } from './details/LinkDetails.tsx'
import { ExportLine, ExportMenu } from './export/ExportMenu.tsx'
import { useExport } from './export/use-export.ts'
import './link-graph.css'
import './picture/picture.css'
import './details/details.css'
import './table/table.css'
import { openPlace } from './open-place.ts'
import type { Handle } from './picture/handle-words.ts'
import { Picture } from './picture/Picture.tsx'
import { OutdatedLine, ProgressLine } from './ProgressLine.tsx'
import type { SceneBox, SceneEdge } from './scene/scene.ts'
import { SearchBox } from './SearchBox.tsx'
import { selectedKey, selectionOf } from './selection.ts'
import { BoxTable } from './table/BoxTable.tsx'
import { Toolbar } from './Toolbar.tsx'
import { totalsWords } from './totals.ts'
import { useGraph } from './use-graph.ts'
import { useSettled } from './use-settled.ts'

interface Props {
  readonly place: TracePlace
  /** Is set to what fits the picture into sight, for keys that others hear. */
  readonly fit: RefObject<(() => void) | null>
  readonly AttributeList: AttributeListComponent
}

/** The traces around a trace: as a picture, as a table, and what is selected in full. */
export function LinkGraphView({ place, fit, AttributeList }: Props) {
  const { traceId, graph: state } = place
  const go = useGo()
  const linkTo = useLinkTo()
  const setState = (change: Partial<GraphState>, how: 'push' | 'replace' = 'replace') =>
    go({ ...place, graph: { ...state, ...change } }, how)
  const { session, expander, outdated, graph, progress, drawn } = useGraph(
    traceId,
    state,
    (opened) => setState({ opened }),
  )
  const wanted = useDeferredValue(state.find)
  const found = useMemo(
    () => (wanted.trim() === '' ? null : findInGraph(graph, wanted)),
    [graph, wanted],
  )
  const [foundAt, setFoundAt] = useState(-1)
  const [shown, setShown] = useState<ItemKey | null>(null)
  const select = (selected: GraphSelection | null, how: 'push' | 'replace' = 'push') => {
    if (selectedKey(selected) !== selectedKey(state.selected)) setState({ selected }, how)
  }
  const placeOfTrace = (to: TraceId) => openPlace(graph, place.trail, to)
  const open = (to: TraceId) => to !== traceId && go(placeOfTrace(to))
  const handle = ({ item }: SceneBox, { act, direction }: Handle) => {
    if (item.kind !== 'box') return
    const at = item.box.traceId
    if (act === 'expand') expander.expandBox(at, direction)
    else if (act === 'more') expander.more(at, direction)
    else if (act === 'fold') expander.foldBox(at, direction)
    else if (act === 'retry') expander.retry()
    else return
  }
  const openBox = ({ item }: SceneBox) => {
    if (item.kind === 'box') open(item.box.traceId)
    else select({ what: 'stack', stack: item.stack })
  }
  const pick = (what: SceneBox | SceneEdge | null) => select(what && selectionOf(what))
  const step = (by: 1 | -1) => {
    if (!found || found.length === 0) return
    const next = (foundAt + by + found.length) % found.length
    setFoundAt(next)
    const to = found[next]
    setShown(drawn?.items.itemOf.get(to) ?? null)
    select({ what: 'trace', traceId: to }, 'replace')
  }
  const foundKeys = useMemo(() => {
    if (!found || !drawn) return null
    return new Set(found.flatMap((id) => drawn.items.itemOf.get(id) ?? []))
  }, [found, drawn])
  const foundIds = useMemo(() => found && new Set(found), [found])
  const selected = state.selected?.what === 'trace' ? state.selected.traceId : null
  const chosen =
    state.selected?.what === 'stack'
      ? (selectedKey(state.selected) as ItemKey)
      : (selected && drawn?.items.itemOf.get(selected)) || null
  const detailed = useSettled(selectedKey(state.selected))
  const node = useRef<HTMLDivElement>(null)
  const exporting = useExport({ node, graph, scene: drawn?.scene ?? null })
  const totals = totalsWords(graph)
  const name = `${traceId} ${state.layout}`

  return (
    <div className="lg" ref={node}>
      <Toolbar
        state={state}
        onState={setState}
        totals={totals}
        onFit={() => fit.current?.()}
        search={
          <SearchBox
            text={state.find}
            onText={(find) => {
              setState({ find })
              setFoundAt(-1)
            }}
            count={found?.length ?? 0}
            at={foundAt}
            onStep={step}
          />
        }
      >
        <ExportMenu {...exporting} />
      </Toolbar>
      <div className="lg-body">
        <div className="lg-main">
          {state.shown !== 'table' && (
            <Picture
              key={name}
              drawn={drawn?.layout === state.layout ? drawn : null}
              busy={progress.busy || drawn?.graph !== graph}
              name={name}
              selected={selectedKey(state.selected)}
              found={foundKeys}
              shown={chosen ?? shown}
              onPick={pick}
              onOpen={openBox}
              onHandle={handle}
              onArrange={() => session.scenes.arrangeAnew()}
              onSee={(traceIds) => expander.outline(traceIds)}
              fit={fit}
            />
          )}
          {state.shown !== 'picture' && (
            <BoxTable
              graph={graph}
              name={name}
              sort={state.sort}
              onSort={(sort) => setState({ sort })}
              selected={selected}
              found={foundIds}
              onSelect={(to, how) => select({ what: 'trace', traceId: to }, how)}
              onOpen={open}
              linkTo={(to) => linkTo(placeOfTrace(to))}
            />
          )}
        </div>
        {detailed && state.selected && drawn && (
          <Details
            drawn={drawn}
            state={state}
            selection={state.selected}
            linkTo={(to) => linkTo(placeOfTrace(to))}
            onSelect={select}
            onStack={(stack, range) => {
              const stacks = new Map(state.stacks)
              if (range) stacks.set(stack, range)
              else stacks.delete(stack)
              setState({ stacks })
            }}
            onRetry={() => expander.retry()}
            AttributeList={AttributeList}
          />
        )}
      </div>
      {/* Below: what comes by itself must not move what one looks at. */}
      <ExportLine {...exporting} />
      {outdated && <OutdatedLine onReadAgain={() => session.readAgain()} />}
      <ProgressLine graph={graph} progress={progress} expander={expander} totals={totals} />
    </div>
  )
}
