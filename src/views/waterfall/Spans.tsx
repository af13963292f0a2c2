import { type Ref, useImperativeHandle, useRef } from 'react'
import { HIDDEN } from '../../model/filter-rows.ts'
import type { TraceSession } from '../../queries/trace-session.ts'
import { useCriticalPath } from '../../queries/use-critical-path.ts'
import type { SpansState } from '../../state/spans-state.ts'
import type { Trail } from '../../state/trail.ts'
import { FilterNote } from './tools/FilterNote.tsx'
import { SpanTools } from './tools/SpanTools.tsx'
import { useShownSpans } from './tools/use-shown-spans.ts'
import { Waterfall, type WaterfallHandle } from './Waterfall.tsx'
import './waterfall.css'
import { useLandmark } from '../../ui/embedded.ts'
import { later } from '../../ui/later.tsx'

const LaterTable = later(async () => (await import('./table/SpanTable.tsx')).SpanTable)

/** What the shortcuts of the screen around it do. */
export interface SpansHandle extends WaterfallHandle {
  find(): void
}

export interface SpansProps {
  readonly ref?: Ref<SpansHandle>
  readonly view: 'waterfall' | 'table'
  readonly session: TraceSession
  readonly state: SpansState
  readonly onState: (state: SpansState, how: 'push' | 'replace') => void
  /** Row, or −1. */
  readonly selected: number
  /** `move`: by the keyboard, one step of many; `pick`: meant. */
  readonly onSelect: (row: number, how: 'move' | 'pick') => void
  readonly onShowLinks: (row: number, along: 'link' | 'backlink') => void
  /** Enter on the selected row. */
  readonly onOpen: () => void
  /** Links from other spans to each row; null while not known. */
  readonly linkedFrom: Uint32Array | null
  /** Which following a link makes longer. */
  readonly trail: Trail
}

/** The spans of a trace, with what they are found and filtered by above them. */
export function Spans(props: SpansProps) {
  const { ref, view, session, state, onState, selected, onSelect, linkedFrom } = props
  const section = useRef<HTMLElement>(null)
  const findBox = useRef<HTMLInputElement>(null)
  const waterfall = useRef<WaterfallHandle>(null)
  const shown = useShownSpans(session, state, onState, selected, linkedFrom)
  const path = useCriticalPath(session, state.path)
  useImperativeHandle(ref, () => ({
    find() {
      findBox.current?.focus()
      findBox.current?.select()
    },
    // Read when it is called: a waterfall renders again without what is around it.
    zoomToSelected: () => waterfall.current?.zoomToSelected(),
    showWhole: () => waterfall.current?.showWhole(),
    foldLevel: () => waterfall.current?.foldLevel(),
    unfoldLevel: () => waterfall.current?.unfoldLevel(),
  }))
  const { filtered } = shown
  const shared = {
    table: session.table,
    shown,
    selected,
    onSelect,
    onShowLinks: props.onShowLinks,
    onOpen: props.onOpen,
    linkedFrom,
  }
  return (
    <section
      className="wf"
      role={useLandmark('region')}
      aria-label={view === 'table' ? 'Table' : 'Waterfall'}
      ref={section}
    >
      <SpanTools
        view={view}
        state={state}
        onState={onState}
        shown={shown}
        findBox={findBox}
        onGo={(row) => onSelect(row, 'move')}
        onBegin={() => void session.find('', NEVER).catch(() => {})}
        onLeave={() => section.current?.querySelector<HTMLElement>('[role=treegrid]')?.focus()}
      />
      <FilterNote
        none={filtered?.matches === 0}
        selectedHidden={selected >= 0 && filtered?.marks[selected] === HIDDEN}
        onShowAll={() =>
          onState({ ...state, only: false, errors: false, links: false, services: [] }, 'push')
        }
      />
      {view === 'table' ? (
        <LaterTable {...shared} state={state} onState={onState} />
      ) : (
        <Waterfall {...shared} ref={waterfall} session={session} path={path} trail={props.trail} />
      )}
    </section>
  )
}

/** Reading the spans is worth its while whoever leaves. */
const NEVER = new AbortController().signal
