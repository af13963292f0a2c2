import {
  type KeyboardEvent,
  type MouseEvent,
  type RefObject,
  useEffect,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
} from 'react'
import { formatCount } from '../../../base/format.ts'
import { type Area, overlap, sightOf, toPlane } from '../../../canvas/camera.ts'
import { useCanvasTheme } from '../../../canvas/use-canvas-theme.ts'
import type { TraceId } from '../../../model/ids.ts'
import type { ItemKey } from '../../../model/link-graph/graph-items.ts'
import { useExplorer } from '../../../queries/use-explorer.ts'
import { useQuietKeys } from '../../../queries/use-quiet-keys.ts'
import { updateGraphView } from '../../../state/view-store.ts'
import { useSize } from '../../../ui/use-size.ts'
import { useStable } from '../../../ui/use-stable.ts'
import type { Drawn } from '../scene-maker.ts'
import { hitAt } from '../scene/hit.ts'
import { boxName, edgesTowardsRoot } from '../scene/item-words.ts'
import { areaOfPlace } from '../scene/area-of-place.ts'
import { WORDS_ZOOM } from '../scene/paint-box.ts'
import type { Scene, SceneBox, SceneEdge } from '../scene/scene.ts'
import { MOST_EDGES, boxesIn, shownEdges } from '../scene/shown-edges.ts'
import { BoxButton } from './BoxButton.tsx'
import { CanvasLayer } from './CanvasLayer.tsx'
import { Captions } from './Captions.tsx'
import { ClockFace } from './ClockFace.tsx'
import { Controls } from './Controls.tsx'
import { type Handle, handleOf } from './handle-words.ts'
import { Minimap } from './Minimap.tsx'
import { type StepKey, stepFrom } from './steps.ts'
import { SvgLayer } from './SvgLayer.tsx'
import { useGraphCamera } from './use-graph-camera.ts'
import { aroundBox, useShown } from './use-shown.ts'
import { useOutlines } from './use-outlines.ts'
import { useShapes } from './use-shapes.ts'

interface Props {
  readonly drawn: Drawn | null
  readonly busy: boolean
  /** Names the picture in the view store. */
  readonly name: string
  /** Key of a box or an edge. */
  readonly selected: string | null
  /** Boxes that a search found; null: there is no search. */
  readonly found: ReadonlySet<ItemKey> | null
  /** The box that is to be in sight: selected elsewhere, or found. */
  readonly shown: ItemKey | null
  readonly onPick: (what: SceneBox | SceneEdge | null) => void
  readonly onOpen: (box: SceneBox) => void
  readonly onHandle: (box: SceneBox, handle: Handle) => void
  /** Hears of traces in sight of which no more is known than the ends of links. */
  readonly onSee: (traceIds: readonly TraceId[]) => void
  /** Boxes that came bit by bit are to be laid out as if they had come at once. */
  readonly onArrange: () => void
  /** Hears how to fit the picture, for buttons elsewhere. */
  readonly fit: RefObject<(() => void) | null>
}

/** More boxes and edges than this are painted on a canvas. */
const SMALL = 300
/** More buttons than this at a time are of no use, and slow. */
const BUTTONS = 300
const MAP_FROM = 50
/** Pixels around an edge that belong to it. */
const REACH = 7

/** The graph to look at and to walk in: one stop of the Tab key, arrows within. */
export function Picture(props: Props) {
  const { drawn, selected, found, name } = props
  const { views } = useExplorer()
  const node = useRef<HTMLDivElement>(null)
  const size = useSize(node)
  const theme = useCanvasTheme(node)
  const scene = drawn?.scene ?? null
  const control = useGraphCamera({ node, size, scene, name, busy: props.busy })
  const { camera, show } = control
  const [active, setActive] = useState(() => {
    const kept = views.getState().graphs[name]?.active ?? null
    return kept as ItemKey | null
  })
  const [hot, setHot] = useState<string | null>(null)
  const [focused, setFocused] = useState(false)

  useImperativeHandle(props.fit, () => control.fitAll, [control.fitAll])
  useEffect(() => updateGraphView(views, name, { active }), [views, name, active])
  const wanted = props.shown === null ? undefined : scene?.boxOf.get(props.shown)
  useShown(wanted, control, size)

  const current = (active && scene?.boxOf.get(active)) ?? scene?.boxes[0] ?? null
  const look = useMemo(() => {
    const box = selected as ItemKey | null
    return { selected: box, hot: hot ?? (focused ? (current?.key ?? null) : null), found }
  }, [selected, hot, focused, current, found])
  useOutlines(scene, camera, size, props.onSee)
  const isSmall = scene !== null && scene.boxes.length + scene.edges.length <= SMALL
  const shapes = useShapes(isSmall ? scene : null, theme, camera.k, look)

  const focusBox = (key: ItemKey) => {
    const box = scene?.boxOf.get(key)
    if (!box) return
    setActive(key)
    show(aroundBox(box))
    // The button may come into being only with this.
    requestAnimationFrame(() =>
      node.current
        ?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)
        ?.focus({ preventScroll: true }),
    )
  }
  const isQuiet = useQuietKeys()
  const key = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey || isQuiet(event)) return
    if (!current || !scene) return
    if (event.target instanceof Element && event.target.closest('.lg-corner')) return
    if (STEPS.has(event.key)) {
      const next = stepFrom(scene, current.key, event.key as StepKey)
      if (next) focusBox(next)
    } else if (event.key === 'Enter') props.onOpen(current)
    else if (event.key === ' ') props.onPick(current)
    else if (event.key === '+' || event.key === 'e') expandNext(current, props.onHandle)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const hit = (event: MouseEvent) => {
    const corner = node.current?.getBoundingClientRect()
    if (!corner || !scene) return null
    const at = { x: event.clientX - corner.left, y: event.clientY - corner.top }
    const inSight = boxesIn(scene, sightOf(camera, size))
    const edges = shownEdges(scene, inSight, look.hot ?? look.selected, MOST_EDGES)
    return hitAt(inSight, edges, toPlane(camera, at), REACH / camera.k)
  }
  const isGround = (event: MouseEvent) =>
    event.target instanceof Element && !event.target.closest('button, .lg-minimap')
  const actions = useStable({
    onPick: props.onPick,
    onOpen: props.onOpen,
    onHandle: props.onHandle,
    onActive: (key: ItemKey) => {
      setActive(key)
      const box = scene?.boxOf.get(key)
      if (box && !overlap(areaOfPlace(box.place), sightOf(camera, size))) show(aroundBox(box))
    },
    onHot: (key: ItemKey | null) => setHot(key),
  })

  return (
    <div
      ref={node}
      className="lg-picture"
      role="group"
      aria-label="Link graph: arrows move along links, Enter opens a trace"
      aria-busy={props.busy}
      onKeyDown={key}
      onFocus={() => setFocused(true)}
      onBlur={() => setFocused(false)}
      onPointerMove={(event) => {
        if (!isGround(event) || event.buttons !== 0) return
        const found = hit(event)
        setHot(found ? (found.what === 'box' ? found.box.key : found.edge.key) : null)
      }}
      onPointerLeave={() => setHot(null)}
      onClick={(event) => {
        if (!isGround(event)) return
        const found = hit(event)
        props.onPick(found ? (found.what === 'box' ? found.box : found.edge) : null)
      }}
      onDoubleClick={(event) => {
        const found = isGround(event) ? hit(event) : null
        if (found?.what === 'box') props.onOpen(found.box)
      }}
      style={hot === null ? undefined : { cursor: 'pointer' }}
    >
      {control.ready && scene && theme && drawn && (
        <>
          {drawn.clock && <ClockFace clock={drawn.clock} camera={camera} size={size} />}
          {shapes ? (
            <SvgLayer shapes={shapes} camera={camera} />
          ) : (
            <CanvasLayer scene={scene} camera={camera} size={size} theme={theme} look={look} />
          )}
          {!drawn.clock && <Captions scene={scene} camera={camera} />}
          <div
            className="lg-plane"
            style={{ transform: `translate(${camera.x}px, ${camera.y}px) scale(${camera.k})` }}
            data-small={camera.k < WORDS_ZOOM}
          >
            {buttonsFor(scene, sightOf(camera, size), camera.k, current, selected).map((box) => (
              <BoxButton
                key={box.key}
                box={box}
                name={boxName(box, edgesTowardsRoot(scene, box))}
                selected={box.key === selected}
                tabbable={box === current}
                inUse={
                  box.key === hot || box.key === selected || (focused && box.key === current?.key)
                }
                {...actions}
              />
            ))}
          </div>
          {scene.boxes.length > MAP_FROM && (
            <Minimap scene={scene} camera={camera} size={size} theme={theme} move={control.move} />
          )}
        </>
      )}
      {scene && scene.edges.length > MOST_EDGES && (
        <p className="lg-thinned">
          {formatCount(MOST_EDGES)} of {formatCount(scene.edges.length)} links drawn, and those of
          boxes in sight
        </p>
      )}
      <Controls
        size={size}
        move={control.move}
        onFit={control.fitAll}
        onArrange={props.onArrange}
        strained={drawn?.strained === true}
      />
    </div>
  )
}

const STEPS: ReadonlySet<string> = new Set<StepKey>([
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'ArrowDown',
  'Home',
])

/** Boxes that are buttons: all of a small scene; of a large one those in sight, if they can be told apart. */
function buttonsFor(
  scene: Scene,
  sight: Area,
  zoom: number,
  current: SceneBox | null,
  selected: string | null,
): readonly SceneBox[] {
  const { boxes } = scene
  if (boxes.length <= BUTTONS) return boxes
  const seen = zoom < WORDS_ZOOM ? [] : boxesIn(scene, sight)
  const few = seen.slice(0, BUTTONS)
  const chosen = scene.boxOf.get(selected as ItemKey)
  return [...new Set([...few, current, chosen].filter((box) => box != null))]
}

/** Away from the root first. */
function expandNext(box: SceneBox, onHandle: (box: SceneBox, handle: Handle) => void): void {
  if (box.item.kind === 'stack') return
  const trace = box.item.box
  const handles = [handleOf(trace, 'causes'), handleOf(trace, 'effects')].filter(
    (handle) => handle !== null && handle.act !== 'none',
  )
  const next = handles.find((handle) => handle?.quiet === false) ?? handles[0]
  if (next) onHandle(box, next)
}
