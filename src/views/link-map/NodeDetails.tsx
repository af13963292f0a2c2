import { useState } from 'react'
import { formatCount } from '../../base/format.ts'
import type { PlaceLink } from '../../queries/explorer.ts'
import { useLinkTo } from '../../queries/use-explorer.ts'
import type { MapState } from '../../state/map-state.ts'
import { type MapRow, isOfNode } from './map-rows.ts'
import { ShowInTraces } from './ShowInTraces.tsx'
import { edgeLabel, fullName, titleOf } from './words.ts'

interface Props {
  /** All edges of the map. */
  readonly rows: readonly MapRow[]
  /** Key of the chosen node. */
  readonly node: string
  readonly state: MapState
  readonly linkToEdge: (edge: string) => PlaceLink
}

const PAGE = 50

/** The chosen node: all of its edges, those with most links first. */
export function NodeDetails({ rows, node, state, linkToEdge }: Props) {
  const linkTo = useLinkTo()
  const edges = rows.filter((row) => isOfNode(row, node))
  const of = edges.map((row) => (row.effectKey === node ? row.effect : row.cause)).at(0)
  const into = edges.filter(({ effectKey }) => effectKey === node)
  const out = edges.filter(({ causeKey }) => causeKey === node)
  return (
    <aside className="link-map-details" aria-label="Box details">
      <div className="link-map-details-head">
        <h2>{of === undefined ? 'Not in this map' : titleOf(of)}</h2>
        <a
          className="button button-small"
          {...linkTo({ screen: 'map', map: { ...state, node: null, edge: null } })}
        >
          Close
        </a>
      </div>
      {of === undefined ? (
        <p className="muted">No link of this time goes there. Choose a longer time.</p>
      ) : (
        <p className="muted">{fullName(of)}</p>
      )}
      {of && into.length > 0 && <ShowInTraces node={of} state={state} />}
      <Edges
        title="It links to"
        rows={into}
        nameOf={({ cause }) => fullName(cause)}
        linkToEdge={linkToEdge}
      />
      <Edges
        title="Linked from"
        rows={out}
        nameOf={({ effect }) => fullName(effect)}
        linkToEdge={linkToEdge}
      />
    </aside>
  )
}

interface EdgesProps {
  readonly title: string
  readonly rows: readonly MapRow[]
  readonly nameOf: (row: MapRow) => string
  readonly linkToEdge: (edge: string) => PlaceLink
}

function Edges({ title, rows, nameOf, linkToEdge }: EdgesProps) {
  const [most, setMost] = useState(PAGE)
  if (rows.length === 0) return null
  return (
    <section>
      <h3>
        {title} {rows.length === 1 ? '1 box' : `${formatCount(rows.length)} boxes`}
      </h3>
      <ol className="link-map-examples">
        {rows.slice(0, most).map((row) => (
          <li key={row.key}>
            <p>
              <a {...linkToEdge(row.key)} data-kept={`of node ${row.key}`}>
                {nameOf(row)}
              </a>
              <span className="muted">{edgeLabel(row)}</span>
            </p>
          </li>
        ))}
      </ol>
      {rows.length > most && (
        <button type="button" className="button button-small" onClick={() => setMost(most + PAGE)}>
          Show more ({formatCount(rows.length - most)} left)
        </button>
      )}
    </section>
  )
}
