import { type Camera, type Size, zoomedAt } from '../../../canvas/camera.ts'

interface Props {
  readonly size: Size
  readonly move: (change: (camera: Camera) => Camera) => void
  readonly onFit: () => void
  readonly onArrange: () => void
  /** Arranged anew the picture would be easier to read. */
  readonly strained: boolean
}

const STEP = 120
const ZOOM = 1.4

const MOVES = [
  { label: 'Move left', text: '←', dx: 1, dy: 0 },
  { label: 'Move right', text: '→', dx: -1, dy: 0 },
  { label: 'Move up', text: '↑', dx: 0, dy: 1 },
  { label: 'Move down', text: '↓', dx: 0, dy: -1 },
]

/** The camera by buttons: nothing needs a drag or a wheel. */
export function Controls({ size, move, onFit, onArrange, strained }: Props) {
  const zoom = (factor: number) =>
    move((camera) => zoomedAt(camera, factor, { x: size.width / 2, y: size.height / 2 }))
  return (
    <div className="lg-corner">
      {strained && (
        <button type="button" className="lg-strained" onClick={onArrange}>
          Arranged as it grew — arrange anew
        </button>
      )}
      <div className="lg-controls" role="group" aria-label="Zoom and move">
        <button type="button" aria-label="Zoom in" title="Zoom in" onClick={() => zoom(ZOOM)}>
          +
        </button>
        <button type="button" aria-label="Zoom out" title="Zoom out" onClick={() => zoom(1 / ZOOM)}>
          −
        </button>
        <button type="button" aria-label="Fit" title="Fit all into sight (f)" onClick={onFit}>
          ⤢
        </button>
        <button
          type="button"
          aria-label="Arrange anew"
          title="Arrange all boxes anew: what came bit by bit kept its place"
          onClick={onArrange}
        >
          ↻
        </button>
        {MOVES.map(({ label, text, dx, dy }) => (
          <button
            key={label}
            type="button"
            aria-label={label}
            title={label}
            onClick={() => move(({ x, y, k }) => ({ k, x: x + dx * STEP, y: y + dy * STEP }))}
          >
            {text}
          </button>
        ))}
      </div>
    </div>
  )
}
