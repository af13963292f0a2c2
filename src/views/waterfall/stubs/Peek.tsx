import {
  type KeyboardEvent,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { formatCount, formatDuration, shortId } from '../../../base/format.ts'
import { nameText } from '../../../base/visible-text.ts'
import { MiniWaterfall } from '../../../canvas/MiniWaterfall.tsx'
import { serviceColor } from '../../../canvas/service-colors.ts'
import { type SpanRef, spanKey } from '../../../model/ids.ts'
import { STATUS_ERROR, statusName } from '../../../model/span.ts'
import { durationOf } from '../../../model/summary.ts'
import { useLinkTo } from '../../../queries/use-explorer.ts'
import { usePeekedTrace } from '../../../queries/use-peeked-trace.ts'
import { followedPlace } from '../../../state/places.ts'
import type { Trail } from '../../../state/trail.ts'
import { type Neighbour, type Neighbours, stubWords, whenOf } from './neighbour.ts'

interface Props {
  readonly sides: readonly Neighbours[]
  readonly from: SpanRef
  readonly trail: Trail
  /** Beside which it opens. */
  readonly anchor: RefObject<HTMLElement | null>
  /** Opened by a key: the first link gets the focus. */
  readonly focused: boolean
  readonly onShowAll: (along: 'link' | 'backlink') => void
  /** `refocus`: by a key; the tree gets the focus back. */
  readonly onClose: (refocus: boolean) => void
}

/** Of each side; the tabs of the details list all. */
const SHOWN = 5
const WIDTH = 340
const GAP = 4
/** With less room below it, it opens where there is more. */
const MOST_HEIGHT = 380

interface Place {
  readonly left: number
  readonly top?: number
  readonly bottom?: number
  readonly maxHeight?: number
}

/** The linked spans of a row in short, as links that follow. It lies over everything, so that nothing cuts it off. */
export function Peek({ sides, from, trail, anchor, focused, onShowAll, onClose }: Props) {
  const card = useRef<HTMLDivElement>(null)
  const [place, setPlace] = useState<Place>({ left: 0, top: 0 })
  const [looked, setLooked] = useState<SpanRef | null>(null)
  useLayoutEffect(() => {
    const box = anchor.current?.getBoundingClientRect()
    const node = card.current
    if (!box || !node) return
    node.showPopover()
    const { innerWidth, innerHeight } = window
    const left = Math.max(GAP, Math.min(box.left, innerWidth - WIDTH - GAP))
    const below = innerHeight - box.bottom
    // It grows when the trace is read: away from its anchor.
    setPlace(
      below >= Math.min(MOST_HEIGHT, box.top)
        ? { left, top: box.bottom + GAP, maxHeight: below - 2 * GAP }
        : { left, bottom: innerHeight - box.top + GAP, maxHeight: box.top - 2 * GAP },
    )
    if (focused) node.querySelector<HTMLElement>('a, button')?.focus()
  }, [anchor, focused])
  useEffect(() => {
    // It stays where it is on the screen, which is then beside another row.
    const scrolled = ({ target }: Event) => {
      if (target instanceof Node && !card.current?.contains(target)) onClose(false)
    }
    window.addEventListener('scroll', scrolled, true)
    return () => window.removeEventListener('scroll', scrolled, true)
  })
  const key = (event: KeyboardEvent) => {
    event.stopPropagation()
    if (event.key !== 'Escape') return
    event.preventDefault()
    onClose(true)
  }
  const look = ({ ref, state }: Neighbour) => state === 'known' && setLooked(ref)
  const first = sides.flatMap(({ known }) => known).find(({ state }) => state === 'known')
  const shown = looked ?? first?.ref ?? null
  return (
    <div
      ref={card}
      popover="manual"
      role="dialog"
      aria-label="Linked spans"
      className="wf-peek"
      style={{ ...place, width: WIDTH }}
      onKeyDown={key}
      onBlur={({ relatedTarget }) => {
        if (focused && !card.current?.contains(relatedTarget)) onClose(false)
      }}
    >
      {sides.map((side) => (
        <section key={side.along}>
          <p className="wf-peek-title">{stubWords(side)}</p>
          <ul aria-label={stubWords(side)}>
            {side.known.slice(0, SHOWN).map((neighbour) => (
              <li
                key={spanKey(neighbour.ref)}
                onPointerEnter={() => look(neighbour)}
                onFocus={() => look(neighbour)}
              >
                <PeekLine
                  side={side}
                  neighbour={neighbour}
                  place={followedPlace(trail, from, side.along, neighbour.ref)}
                />
              </li>
            ))}
          </ul>
          {side.count > Math.min(SHOWN, side.known.length) && (
            <button
              type="button"
              className="button button-small"
              onClick={() => onShowAll(side.along)}
            >
              Show all {formatCount(side.count)}
            </button>
          )}
        </section>
      ))}
      {shown && <PeekedTrace key={spanKey(shown)} to={shown} />}
    </div>
  )
}

/** The linked span in its trace; of several links, of the one that is pointed at or focused. */
function PeekedTrace({ to }: { readonly to: SpanRef }) {
  const peeked = usePeekedTrace(to)
  return (
    <section
      className="wf-peek-trace"
      aria-label="In its trace"
      aria-busy={peeked.state === 'reading'}
    >
      {peeked.state === 'here' && <MiniWaterfall table={peeked.table} row={peeked.row} />}
      {peeked.state === 'reading' && <p className="muted">reading its trace…</p>}
      {peeked.state === 'absent' && (
        <p className="muted">{peeked.error?.message ?? 'The trace is there, without this span.'}</p>
      )}
    </section>
  )
}

interface LineProps {
  readonly side: Neighbours
  readonly neighbour: Neighbour
  readonly place: ReturnType<typeof followedPlace>
}

function PeekLine({ side, neighbour, place }: LineProps) {
  const linkTo = useLinkTo()
  const { span, ref } = neighbour
  const when = whenOf(neighbour, side.along === 'link' ? 'earlier' : 'later')
  return (
    <>
      <span>
        <a {...linkTo(place)}>{span ? nameText(span.name) || 'unnamed' : shortId(ref.spanId)}</a>{' '}
        <span className="muted">{when || 'looking it up'}</span>
      </span>
      {span && (
        <span className="muted">
          <span className="swatch" style={{ background: serviceColor(span.service) }} />{' '}
          {nameText(span.service)} · {formatDuration(durationOf(span))} ·{' '}
          <span className={span.status === STATUS_ERROR ? 'is-error' : undefined}>
            {statusName(span.status)}
          </span>
        </span>
      )}
    </>
  )
}
