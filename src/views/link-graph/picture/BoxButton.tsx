import { memo } from 'react'
import type { ItemKey } from '../../../model/link-graph/graph-items.ts'
import type { SceneBox } from '../scene/scene.ts'
import { type Handle, handleOf } from './handle-words.ts'

export interface BoxActions {
  readonly onPick: (box: SceneBox) => void
  readonly onOpen: (box: SceneBox) => void
  readonly onActive: (key: ItemKey) => void
  readonly onHot: (key: ItemKey | null) => void
  readonly onHandle: (box: SceneBox, handle: Handle) => void
}

interface Props extends BoxActions {
  readonly box: SceneBox
  readonly name: string
  readonly selected: boolean
  readonly tabbable: boolean
  /** Hovered, focused or selected: all its handles are shown. */
  readonly inUse: boolean
}

/** A box of the picture as a button, over its drawing, with a button on each side where the graph goes on. */
export const BoxButton = memo(function BoxButton(props: Props) {
  const { box, inUse } = props
  const { x, y, width, height } = box.place
  const { item } = box
  const handles =
    item.kind === 'box' ? [handleOf(item.box, 'causes'), handleOf(item.box, 'effects')] : []
  return (
    <div
      className="lg-box"
      style={{ left: x, top: y, width, height }}
      onPointerEnter={() => props.onHot(box.key)}
      onPointerLeave={() => props.onHot(null)}
    >
      <button
        type="button"
        data-key={box.key}
        className="lg-box-face"
        aria-label={props.name}
        aria-pressed={props.selected}
        tabIndex={props.tabbable ? 0 : -1}
        onClick={() => props.onPick(box)}
        onDoubleClick={() => props.onOpen(box)}
        onFocus={() => props.onActive(box.key)}
      />
      {handles.map(
        (handle) =>
          handle &&
          (inUse || !handle.quiet) && (
            <button
              key={handle.direction}
              type="button"
              tabIndex={-1}
              className={`lg-handle lg-handle-${handle.direction}`}
              data-act={handle.act}
              aria-label={`${handle.title}: ${box.card.title}`}
              title={handle.title}
              onClick={() => props.onHandle(box, handle)}
            >
              {handle.text}
            </button>
          ),
      )}
    </div>
  )
})
