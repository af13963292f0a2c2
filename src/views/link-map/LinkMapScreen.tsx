import { useQuery } from '@tanstack/react-query'
import { useMemo, useRef } from 'react'
import { linkMapQuery, mapName } from '../../queries/link-map.ts'
import { useExplorer, useLinkTo, usePreference } from '../../queries/use-explorer.ts'
import { useLongQuestion } from '../../queries/use-long-question.ts'
import type { MapState } from '../../state/map-state.ts'
import { Notice } from '../../ui/Notice.tsx'
import { useLast } from '../../ui/use-last.ts'
import { EdgeDetails } from './EdgeDetails.tsx'
import { EdgeTable } from './EdgeTable.tsx'
import { EmptyMap } from './EmptyMap.tsx'
import { MapAge } from './MapAge.tsx'
import { MapPictureView } from './MapPictureView.tsx'
import { MapToolbar } from './MapToolbar.tsx'
import { rowsOf, sortedRows } from './map-rows.ts'
import { NodeDetails } from './NodeDetails.tsx'
import { useKeptMap } from './use-kept-map.ts'
import { progressText, searchedText } from './words.ts'
import './link-map.css'

/** Links between operations or services over many traces: a picture, the same as a table, and the chosen edge's details. */
export function LinkMapScreen({ state }: { readonly state: MapState }) {
  const explorer = useExplorer()
  const zone = usePreference('zone')
  const linkTo = useLinkTo()
  const { data, error, isPlaceholderData, isFetching, refetch, dataUpdatedAt } = useQuery(
    linkMapQuery(explorer, state),
  )
  const { running, progress, end } = useLongQuestion(explorer.maps, mapName(state))
  const map = useLast(data)
  const graph = map?.[state.by]
  const nameOfMap = useLast(isPlaceholderData ? undefined : mapName(state))
  const rows = useMemo(() => (graph ? rowsOf(graph) : []), [graph])
  const sorted = useMemo(() => sortedRows(rows, state), [rows, state])
  const selected = rows.find(({ key }) => key === state.edge) ?? null
  const screen = useRef<HTMLElement>(null)
  const kept = useKeptMap(screen, rows.length > 0)
  const answered = map && !isPlaceholderData && !running && !error
  const linkToEdge = (edge: string) =>
    linkTo({ screen: 'map', map: { ...state, edge: edge === state.edge ? null : edge } })

  const linkToNode = (node: string) =>
    linkTo({
      screen: 'map',
      map: { ...state, edge: null, node: node === state.node ? null : node },
    })
  const hasDetails = state.edge !== null || state.node !== null

  return (
    <main className="link-map" ref={screen} onFocus={kept.onFocus}>
      <h1 className="visually-hidden">Link map</h1>
      <MapToolbar state={state} />
      <div className="link-map-summary">
        <p role="status">
          {running
            ? progressText(progress)
            : answered && searchedText(map.searched, { ended: map.ended, zone })}
        </p>
        {running ? (
          <span className="link-map-running">
            {progress === null && 'Looking for links …'}{' '}
            <button type="button" className="button button-small" onClick={end}>
              Cancel
            </button>
          </span>
        ) : (
          answered && (
            <>
              <button
                type="button"
                className="button button-small"
                disabled={isFetching}
                onClick={() => void refetch()}
              >
                {map.ended ? 'Scan again' : 'Refresh'}
              </button>
              <MapAge map={map} since={dataUpdatedAt} />
            </>
          )
        )}
      </div>
      {error && (
        <Notice
          kind="error"
          title="The link map could not be made"
          action={{ label: 'Retry', onClick: () => void refetch() }}
        >
          {error.message} {rows.length > 0 && 'Below is the map from before.'}
        </Notice>
      )}
      {rows.length > 0 && (
        <div
          className={hasDetails ? 'link-map-body has-details' : 'link-map-body'}
          aria-busy={isPlaceholderData}
        >
          <MapPictureView
            key={`${state.by} ${nameOfMap}`}
            rows={rows}
            state={state}
            linkToEdge={linkToEdge}
            linkToNode={linkToNode}
            kept={kept}
          />
          {state.edge !== null ? (
            <EdgeDetails row={selected} state={state} />
          ) : (
            state.node !== null && (
              <NodeDetails
                key={state.node}
                rows={rows}
                node={state.node}
                state={state}
                linkToEdge={linkToEdge}
              />
            )
          )}
          <EdgeTable rows={sorted} state={state} linkToEdge={linkToEdge} />
        </div>
      )}
      {!map && !error && <div className="skeleton link-map-skeleton" aria-hidden="true" />}
      {answered && rows.length === 0 && !map.ended && <EmptyMap state={state} />}
    </main>
  )
}
