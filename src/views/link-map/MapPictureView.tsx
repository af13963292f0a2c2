import { type KeyboardEvent, useRef, useState } from 'react'
import { formatCount } from '../../base/format.ts'
import { zoomedAt } from '../../canvas/camera.ts'
import { useCamera } from '../../canvas/use-camera.ts'
import type { PlaceLink } from '../../queries/explorer.ts'
import type { MapState } from '../../state/map-state.ts'
import { useSize } from '../../ui/use-size.ts'
import { STEPS, type StepKey, stepFrom } from './edge-steps.ts'
import { MapCardView } from './MapCardView.tsx'
import { MapLineView } from './MapLineView.tsx'
import { MOST_LINES } from './map-picture.ts'
import { type MapRow, isOfNode } from './map-rows.ts'
import { areaOfChosen, areaOfWords } from './picture-area.ts'
import { MARGIN, startCamera, startHeight } from './start-camera.ts'
import type { KeptMap } from './use-kept-map.ts'
import { useMapPicture } from './use-map-picture.ts'
import { useShownChoice } from './use-shown-choice.ts'
import { ZOOM_STEP, ZoomButtons } from './ZoomButtons.tsx'

interface Props {
  readonly rows: readonly MapRow[]
  readonly state: Pick<MapState, 'node' | 'edge'>
  readonly linkToEdge: (edge: string) => PlaceLink
  readonly linkToNode: (node: string) => PlaceLink
  readonly kept: Pick<KeptMap, 'left' | 'keep'>
}

/** Pixels that a key moves the picture. */
const PAN = 80
const PANS: { readonly [key: string]: readonly [x: number, y: number] | undefined } = {
  ArrowLeft: [PAN, 0],
  ArrowRight: [-PAN, 0],
  ArrowUp: [0, PAN],
  ArrowDown: [0, -PAN],
}

/** The map to look at. Its edges are links and one stop of the Tab key; arrows move between them. */
export function MapPictureView({ rows, state, linkToEdge, linkToNode, kept }: Props) {
  const { node: chosen, edge: selected } = state
  const sight = useRef<HTMLDivElement>(null)
  const size = useSize(sight)
  const { picture, arrange } = useMapPicture(rows, state)
  const { lines, cards, area } = picture
  // As the picture is at first: the table beneath it does not move when there is less room, or more to see.
  const [height, setHeight] = useState<number | null>(null)
  if (height === null && area && size.width > 0) setHeight(startHeight(area, size.width))
  const [active, setActive] = useState<string | null>(selected)
  const { x, y, k } = kept.left
  const control = useCamera({
    node: sight,
    size,
    area,
    start: () => startCamera(area!, size),
    busy: false,
    margin: MARGIN,
    left: k > 0 ? { x, y, k } : null,
    keep: kept.keep,
    inPage: true,
  })
  const { camera, move, show } = control
  useShownChoice(selected ?? chosen, areaOfChosen(picture, state), control, size)
  const current = (lines.find(({ row }) => row.key === active) ?? lines[0])?.row.key

  const zoom = (factor: number) =>
    move((from) => zoomedAt(from, factor, { x: size.width / 2, y: size.height / 2 }))
  const step = (key: StepKey) => {
    const next = current === undefined ? null : stepFrom(lines, current, key)
    if (next === null) return
    setActive(next)
    const edge = sight.current?.querySelector<SVGElement>(`[data-kept="edge ${next}"]`)
    edge?.focus({ preventScroll: true })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const { key, shiftKey } = event
    if (event.altKey || event.ctrlKey || event.metaKey) return
    const pan = shiftKey ? PANS[key] : undefined
    if (pan) move((from) => ({ ...from, x: from.x + pan[0], y: from.y + pan[1] }))
    else if (key === '+' || key === '=') zoom(ZOOM_STEP)
    else if (key === '-') zoom(1 / ZOOM_STEP)
    else if (key === 'f') control.fitAll()
    else if (STEPS.has(key) && !shiftKey) step(key as StepKey)
    else return
    event.preventDefault()
  }
  const isFaint = (row: MapRow) =>
    selected === null ? chosen !== null && !isOfNode(row, chosen) : row.key !== selected

  return (
    <section className="link-map-picture" aria-label="Picture">
      <div className="link-map-picture-head">
        <p className="muted">Causes on the left, what they led to on the right.</p>
        <ZoomButtons k={camera.k} onZoom={zoom} onFit={control.fitAll} onArrange={arrange} />
      </div>
      <div
        ref={sight}
        className="link-map-sight"
        role="group"
        aria-label="Links from cause to effect: arrows move between them, Enter shows one, Shift and arrows move the picture, + and − zoom"
        style={{ height: height ?? 0 }}
        onKeyDown={onKeyDown}
      >
        <div
          className="link-map-plane"
          style={{ transform: `translate(${camera.x}px, ${camera.y}px) scale(${camera.k})` }}
        >
          {cards.map((card) => (
            <MapCardView
              key={card.id}
              card={card}
              link={linkToNode(card.id)}
              chosen={card.id === chosen}
            />
          ))}
          <svg width="1" height="1">
            {lines.map((line) => (
              <MapLineView
                key={line.row.key}
                line={line}
                link={linkToEdge(line.row.key)}
                selected={line.row.key === selected}
                faint={isFaint(line.row)}
                tabbable={line.row.key === current}
                onFocus={() => {
                  setActive(line.row.key)
                  show(areaOfWords(line))
                }}
              />
            ))}
          </svg>
        </div>
      </div>
      {rows.length > lines.length && (
        <p className="link-map-note muted">
          The picture has the {MOST_LINES} edges with most links of {formatCount(rows.length)}
          {lines.length > MOST_LINES && ', and those of what is chosen'}. Choose a box to see its
          edges; the table has all.
        </p>
      )}
    </section>
  )
}
