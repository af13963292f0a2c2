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
import { serviceColor } from '../../../canvas/service-colors.ts'
import { type SpanRef, spanKey } from '../../../model/ids.ts'
import { STATUS_ERROR, statusName } from '../../../model/span.ts'
import { durationOf } from '../../../model/summary.ts'
import { useLinkTo } from '../../../queries/use-explorer.ts'
import { followedPlace } from '../../../state/places.ts'
import type { Trail } from '../../../state/trail.ts'
import { type Neighbours, stubWords, whenOf } from './neighbour.ts'

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

/** The linked spans of a row in short, as links that follow. It lies over everything, so that nothing cuts it off. */
export function Peek({ sides, from, trail, anchor, focused, onShowAll, onClose }: Props) {
  const card = useRef<HTMLDivElement>(null)
  const [place, setPlace] = useState({ left: 0, top: 0 })
  useLayoutEffect(() => {
    const box = anchor.current?.getBoundingClientRect()
    const node = card.current
    if (!box || !node) return
    node.showPopover()
    const { innerWidth, innerHeight } = window
    const left = Math.max(GAP, Math.min(box.left, innerWidth - WIDTH - GAP))
    const below = box.bottom + GAP
    const height = node.offsetHeight
    const top = below + height > innerHeight ? Math.max(GAP, box.top - GAP - height) : below
    setPlace({ left, top })
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
              <li key={spanKey(neighbour.ref)}>
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
    </div>
  )
}

interface LineProps {
  readonly side: Neighbours
  readonly neighbour: Neighbours['known'][number]
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
