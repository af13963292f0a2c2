import { useState } from 'react'
import { formatCount, formatDuration } from '../../base/format.ts'
import { serviceColor } from '../../canvas/service-colors.ts'
import type { MapNode } from '../../model/link-map/link-map.ts'
import type { PlaceLink } from '../../queries/explorer.ts'
import { useGo } from '../../queries/use-explorer.ts'
import type { MapState } from '../../state/map-state.ts'
import { type Column, type MapRow, absentLinks, pressed, sortingOf } from './map-rows.ts'
import { NOT_FOUND, failedText, serviceText, titleOf } from './words.ts'

interface Props {
  readonly rows: readonly MapRow[]
  readonly state: MapState
  readonly linkToEdge: (edge: string) => PlaceLink
}

const HEADS: readonly { readonly column: Column; readonly text: string }[] = [
  { column: 'cause', text: 'Cause' },
  { column: 'effect', text: 'Effect' },
  { column: 'links', text: 'Links' },
  { column: 'median', text: 'Wait p50' },
  { column: 'p95', text: 'Wait p95' },
  { column: 'longest', text: 'Longest' },
  { column: 'failed', text: 'Failed' },
  { column: 'absent', text: 'Not found' },
]

const PAGE = 200

/** All edges of the map, one a row; the link in a row chooses its edge. */
export function EdgeTable({ rows, state, linkToEdge }: Props) {
  const [most, setMost] = useState(PAGE)
  return (
    <div className="link-map-table">
      <table aria-label="Links by cause and effect">
        <thead>
          <tr>
            {HEADS.map((head) => (
              <Head key={head.column} {...head} state={state} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, most).map((row) => (
            <Row
              key={row.key}
              row={row}
              selected={row.key === state.edge}
              link={linkToEdge(row.key)}
            />
          ))}
        </tbody>
      </table>
      {rows.length > most && (
        <button type="button" className="button" onClick={() => setMost(most + PAGE)}>
          Show more ({formatCount(rows.length - most)} left)
        </button>
      )}
    </div>
  )
}

interface HeadProps {
  readonly column: Column
  readonly text: string
  readonly state: MapState
}

/** Sorting replaces the URL: Back leads to the map before, not through every order that was tried. */
function Head({ column, text, state }: HeadProps) {
  const go = useGo()
  const sorting = sortingOf(state)
  const isSorted = sorting.column === column
  const order = sorting.descending ? 'descending' : 'ascending'
  return (
    <th scope="col" className={`link-map-${column}`} aria-sort={isSorted ? order : 'none'}>
      <button
        type="button"
        onClick={() =>
          go({ screen: 'map', map: { ...state, order: pressed(state, column) } }, 'replace')
        }
      >
        {text}
        {isSorted && <span aria-hidden="true">{sorting.descending ? ' ↓' : ' ↑'}</span>}
      </button>
    </th>
  )
}

interface RowProps {
  readonly row: MapRow
  readonly selected: boolean
  readonly link: PlaceLink
}

function Row({ row, selected, link }: RowProps) {
  const { links, waits, failed } = row.edge
  const absent = absentLinks(row)
  return (
    <tr className={selected ? 'is-selected' : undefined}>
      <td className="link-map-cause">
        <Name node={row.cause} />
      </td>
      <td className="link-map-effect">
        <a {...link} data-kept={`row ${row.key}`} aria-current={selected ? 'true' : undefined}>
          <Name node={row.effect} />
        </a>
      </td>
      <td>{formatCount(links)}</td>
      {([waits?.median, waits?.p95, waits?.longest] as const).map((wait, i) => (
        <td key={i}>{wait === undefined ? '–' : formatDuration(wait)}</td>
      ))}
      <td className={failed > 0 ? 'is-error' : 'muted'}>{failedText(row)}</td>
      <td className={absent > 0 ? undefined : 'muted'}>{formatCount(absent)}</td>
    </tr>
  )
}

function Name({ node }: { readonly node: MapNode | null }) {
  if (node === null) return <span className="muted">{NOT_FOUND}</span>
  return (
    <span className="link-map-name">
      <span className="swatch" style={{ background: serviceColor(node.service) }} />
      <span className="link-map-words">
        {titleOf(node)}
        {node.name !== null && <span className="muted"> {serviceText(node)}</span>}
      </span>
    </span>
  )
}
