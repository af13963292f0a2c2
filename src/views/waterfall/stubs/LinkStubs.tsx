import { useEffect, useRef, useState } from 'react'
import { type TraceTable, refAt } from '../../../model/trace-table.ts'
import { useLinkTo } from '../../../queries/use-explorer.ts'
import { followedPlace } from '../../../state/places.ts'
import type { Trail } from '../../../state/trail.ts'
import { Icon } from '../../../ui/Icon.tsx'
import { type Neighbours, stubWords } from './neighbour.ts'
import { Peek } from './Peek.tsx'
import { useNeighbours } from './use-neighbours.ts'
import './stubs.css'

interface Props {
  readonly table: TraceTable
  readonly row: number
  readonly linkedFrom: Uint32Array | null
  readonly trail: Trail
  /** Pixels of the time axis: where they end, or on the bar where they begin. */
  readonly x: number
  readonly room: number
  readonly onBar: boolean
  /** Opened by a key. */
  readonly peeked: boolean
  readonly onShowLinks: (row: number, along: 'link' | 'backlink') => void
  /** `refocus`: the tree gets the focus back. */
  readonly onClosePeek: (refocus: boolean) => void
}

/** A pointer on its way elsewhere opens nothing. */
const HOVER_MS = 200

/** A row that is only scrolled past asks nothing, and each that stays begins in a task of its own. */
const REST_MS = 150

/** At a bar's start: where in other traces it came from, and where it went. Hover or focus peeks, a click follows. */
export function LinkStubs(props: Props) {
  const [rested, setRested] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setRested(true), REST_MS)
    return () => clearTimeout(timer)
  }, [])
  return rested ? <Stubs {...props} /> : null
}

function Stubs(props: Props) {
  const { table, row, linkedFrom, trail, x, room, onBar, peeked, onShowLinks, onClosePeek } = props
  const sides = useNeighbours(table, row, linkedFrom)
  const anchor = useRef<HTMLDivElement>(null)
  const [hovered, setHovered] = useState(false)
  const timer = useRef(0)
  useEffect(() => () => window.clearTimeout(timer.current), [])
  const hover = (over: boolean) => {
    window.clearTimeout(timer.current)
    timer.current = window.setTimeout(() => setHovered(over), HOVER_MS)
  }
  if (sides.length === 0) return null
  const classes = ['wf-stubs']
  // Signs without words: words would hide the bar.
  if (onBar) classes.push('is-on-bar')
  const self = refAt(table, row)
  return (
    <div
      ref={anchor}
      className={classes.join(' ')}
      style={onBar ? { insetInlineStart: x, maxWidth: room } : { width: room }}
    >
      <span
        className="wf-stubs-inner"
        onPointerEnter={() => hover(true)}
        onPointerLeave={() => hover(false)}
      >
        {sides.map((side) => (
          <Stub
            key={side.along}
            side={side}
            place={
              side.count === 1 && side.known.length === 1
                ? followedPlace(trail, self, side.along, side.known[0].ref)
                : null
            }
            onShow={() => onShowLinks(row, side.along)}
          />
        ))}
        {(hovered || peeked) && (
          <Peek
            sides={sides}
            from={self}
            trail={trail}
            anchor={anchor}
            focused={peeked}
            onShowAll={(along) => onShowLinks(row, along)}
            onClose={(refocus) => {
              setHovered(false)
              onClosePeek(refocus)
            }}
          />
        )}
      </span>
    </div>
  )
}

interface StubProps {
  readonly side: Neighbours
  /** Where it leads; null: to the list of all. */
  readonly place: ReturnType<typeof followedPlace> | null
  readonly onShow: () => void
}

function Stub({ side, place, onShow }: StubProps) {
  const linkTo = useLinkTo()
  const words = stubWords(side)
  const face = (
    <>
      <Icon name={side.along === 'link' ? 'earlier' : 'later'} />
      <span className="wf-stub-words">{words}</span>
    </>
  )
  // The tree is one stop of the Tab key; Space opens what these show.
  return place ? (
    <a className="wf-stub" {...linkTo(place)} tabIndex={-1}>
      {face}
    </a>
  ) : (
    <button type="button" className="wf-stub" tabIndex={-1} onClick={onShow}>
      {face}
    </button>
  )
}
