import { type KeyboardEvent, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { formatCount } from '../../base/format.ts'
import type { PlaceLink } from '../../queries/explorer.ts'
import { useSize } from '../../ui/use-size.ts'
import { STEPS, type StepKey, stepFrom } from './edge-steps.ts'
import { MapCardView } from './MapCardView.tsx'
import { MapLineView } from './MapLineView.tsx'
import { MOST_LINES, pictureOf } from './map-picture.ts'
import type { MapRow } from './map-rows.ts'
import type { KeptMap } from './use-kept-map.ts'
import { ZoomButtons } from './ZoomButtons.tsx'
import { fitting, readable } from './zoom.ts'

interface Props {
  readonly rows: readonly MapRow[]
  /** Key of the chosen edge. */
  readonly selected: string | null
  readonly linkToEdge: (edge: string) => PlaceLink
  readonly kept: Pick<KeptMap, 'left' | 'keep'>
}

/** The map to look at. Its edges are links and one stop of the Tab key; arrows move between them. */
export function MapPictureView({ rows, selected, linkToEdge, kept }: Props) {
  const sight = useRef<HTMLDivElement>(null)
  const size = useSize(sight)
  const picture = useMemo(() => pictureOf(rows), [rows])
  const [zoom, setZoom] = useState(kept.left.k)
  const [active, setActive] = useState<string | null>(selected)
  const { lines, cards, width, height } = picture
  const current = (lines.find(({ row }) => row.key === active) ?? lines[0])?.row.key
  const k = zoom === 0 ? readable(fitting(picture, size)) : zoom
  const { x, y } = kept.left
  useLayoutEffect(() => {
    sight.current?.scrollTo({ left: x, top: y })
  }, [x, y])

  const change = (next: number) => {
    setZoom(next)
    kept.keep({ k: next })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
    if (!STEPS.has(event.key) || current === undefined) return
    event.preventDefault()
    const next = stepFrom(lines, current, event.key as StepKey)
    if (next === null) return
    setActive(next)
    const edge = sight.current?.querySelector<SVGElement>(`[data-kept="edge ${next}"]`)
    edge?.focus({ preventScroll: true })
    edge?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }

  return (
    <section className="link-map-picture" aria-label="Picture">
      <div className="link-map-picture-head">
        <p className="muted">Causes on the left, what they led to on the right.</p>
        <ZoomButtons k={k} fit={fitting(picture, size)} onChange={change} />
      </div>
      <div
        ref={sight}
        className="link-map-sight"
        role="group"
        aria-label="Links from cause to effect: arrows move between them, Enter shows one"
        onKeyDown={onKeyDown}
        onScroll={({ currentTarget: { scrollLeft, scrollTop } }) =>
          kept.keep({ x: scrollLeft, y: scrollTop })
        }
      >
        <div style={{ width: width * k, height: height * k }}>
          <div className="link-map-plane" style={{ width, height, transform: `scale(${k})` }}>
            {cards.map((card) => (
              <MapCardView key={card.id} card={card} />
            ))}
            <svg width={width} height={height}>
              {lines.map((line) => (
                <MapLineView
                  key={line.row.key}
                  line={line}
                  link={linkToEdge(line.row.key)}
                  selected={line.row.key === selected}
                  faint={selected !== null && line.row.key !== selected}
                  tabbable={line.row.key === current}
                  onFocus={() => setActive(line.row.key)}
                />
              ))}
            </svg>
          </div>
        </div>
      </div>
      {rows.length > MOST_LINES && (
        <p className="link-map-note muted">
          The picture has the {MOST_LINES} edges with most links of {formatCount(rows.length)}; the
          table has all.
        </p>
      )}
    </section>
  )
}
