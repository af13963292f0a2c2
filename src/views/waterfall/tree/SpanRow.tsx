import { memo, type MouseEvent } from 'react'
import { formatCount, formatDuration } from '../../../base/format.ts'
import type { Nanos } from '../../../base/time.ts'
import { nameText } from '../../../base/visible-text.ts'
import { serviceColor } from '../../../canvas/service-colors.ts'
import { STATUS_ERROR, kindName } from '../../../model/span.ts'
import { type TraceTable, nameAt, serviceAt } from '../../../model/trace-table.ts'
import { Icon } from '../../../ui/Icon.tsx'
import type { Trail } from '../../../state/trail.ts'
import type { StubPlace } from '../bars/bar-layout.ts'
import { KindGlyph } from './KindGlyph.tsx'
import { LinkBadge } from './LinkBadge.tsx'
import type { RowNote } from './row-notes.ts'
import { LinkStubs } from '../stubs/LinkStubs.tsx'
import './tree.css'

/** Must keep its identity, or every row is rendered at every scroll. */
export interface RowActions {
  toggle(row: number): void
  pick(row: number): void
  showLinks(row: number, along: 'link' | 'backlink'): void
  closePeek(refocus: boolean): void
}

interface Props extends StubPlace {
  readonly id: string
  readonly table: TraceTable
  readonly row: number
  /** 1-based among the visible rows. */
  readonly position: number
  readonly top: number
  readonly selected: boolean
  readonly foldable: boolean
  readonly collapsed: boolean
  /** Found by what is looked for. */
  readonly found: boolean
  /** Here only for what it leads to. */
  readonly faint: boolean
  /** Matches folded away below it. */
  readonly matchesInside: number
  /** Failed spans folded away below it. */
  readonly errorsInside: number
  /** Time on the critical path; 0: none. */
  readonly onPath: Nanos
  readonly note: RowNote | null
  readonly linkedFrom: Uint32Array | null
  readonly trail: Trail
  /** Its linked spans are shown, by a key. */
  readonly peeked: boolean
  readonly actions: RowActions
}

const INDENT = 14
/** Deeper rows are not indented further: their text would leave the column. */
const MAX_INDENT = 24

export const SpanRow = memo(function SpanRow(props: Props) {
  const { table, row, foldable, collapsed, found, matchesInside, actions } = props
  const kind = kindName(table.kind[row])
  const service = nameText(serviceAt(table, row))
  const name = nameText(nameAt(table, row))
  const classes = ['wf-row']
  if (props.selected) classes.push('wf-row-selected')
  if (found) classes.push('wf-row-found')
  if (props.faint) classes.push('wf-row-faint')
  const pick = ({ target }: MouseEvent) => {
    // What is in a row and does something of its own does nothing else.
    if (!(target instanceof Element && target.closest('a, button, [popover]'))) actions.pick(row)
  }
  return (
    <div
      id={props.id}
      role="row"
      aria-level={table.depth[row] + 1}
      aria-rowindex={props.position}
      aria-selected={props.selected}
      aria-expanded={foldable ? !collapsed : undefined}
      className={classes.join(' ')}
      style={{ top: props.top }}
      onClick={pick}
    >
      <div
        role="gridcell"
        className="wf-label"
        style={{ paddingInlineStart: 8 + Math.min(table.depth[row], MAX_INDENT) * INDENT }}
      >
        {foldable ? (
          <button
            type="button"
            tabIndex={-1}
            className={collapsed ? 'wf-toggle wf-toggle-folded' : 'wf-toggle'}
            aria-label={collapsed ? 'Expand' : 'Collapse'}
            onClick={() => actions.toggle(row)}
          >
            <Icon name="down" />
          </button>
        ) : (
          <span className="wf-toggle" />
        )}
        <span className="swatch" style={{ background: serviceColor(serviceAt(table, row)) }} />
        <KindGlyph kind={kind} />
        <span className="truncate wf-name" title={`${service} ${name} (${kind})`}>
          <span className="muted wf-service">{service || 'unknown service'}</span>{' '}
          {name || 'unnamed'}
        </span>
        <ErrorMark own={table.status[row] === STATUS_ERROR} inside={props.errorsInside} />
        <NoteMark note={props.note} />
        {found && <span className="visually-hidden">match</span>}
        {matchesInside > 0 && (
          <span className="wf-inside" title="Folded away below">
            {formatCount(matchesInside)} {matchesInside === 1 ? 'match' : 'matches'}
          </span>
        )}
        <LinkBadge
          table={table}
          row={row}
          collapsed={collapsed}
          linkedFrom={props.linkedFrom}
          onShow={actions.showLinks}
        />
      </div>
      <div role="gridcell" className="wf-time">
        <span className="visually-hidden">
          starts at {formatDuration(table.start[row])}, takes{' '}
          {formatDuration(table.spanDuration[row])}
          {props.onPath > 0 && `, on the critical path for ${formatDuration(props.onPath)}`}
        </span>
        {props.stubX !== null && (
          <LinkStubs
            table={table}
            row={row}
            linkedFrom={props.linkedFrom}
            trail={props.trail}
            x={props.stubX}
            room={props.stubRoom}
            onBar={props.stubsOnBar}
            peeked={props.peeked}
            onShowLinks={actions.showLinks}
            onClosePeek={actions.closePeek}
          />
        )}
      </div>
    </div>
  )
})

/** What is odd about the span's data. */
function NoteMark({ note }: { readonly note: RowNote | null }) {
  if (!note) return null
  const hidden = <span className="visually-hidden">note: {note.words}</span>
  if (!note.marked) return hidden
  return (
    <span className="wf-note-mark" title={`Odd in the data: ${note.words}`}>
      <Icon name="warning" />
      {hidden}
    </span>
  )
}

/** The span failed, or spans that are folded away below it did. */
function ErrorMark({ own, inside }: { readonly own: boolean; readonly inside: number }) {
  if (!own && inside === 0) return null
  const folded = inside === 1 ? '1 error folded here' : `${formatCount(inside)} errors folded here`
  return (
    <span className="is-error wf-error" title={inside > 0 ? folded : undefined}>
      <Icon name="error" />
      {own && <span className="visually-hidden">error</span>}
      {inside > 0 && (
        <>
          {formatCount(inside)}
          <span className="visually-hidden"> errors folded here</span>
        </>
      )}
    </span>
  )
}
