import { MAX_ZOOM, MIN_ZOOM } from '../../canvas/camera.ts'

interface Props {
  readonly k: number
  readonly onZoom: (factor: number) => void
  readonly onFit: () => void
  readonly onArrange: () => void
}

export const ZOOM_STEP = 1.25

/** The camera by buttons: nothing needs a drag or a wheel. */
export function ZoomButtons({ k, onZoom, onFit, onArrange }: Props) {
  return (
    <div className="link-map-zoom" role="group" aria-label="Zoom">
      <button
        type="button"
        className="button button-small button-icon"
        aria-label="Zoom out"
        title="Zoom out (−)"
        disabled={k <= MIN_ZOOM}
        onClick={() => onZoom(1 / ZOOM_STEP)}
      >
        −
      </button>
      <button
        type="button"
        className="button button-small button-icon"
        aria-label="Zoom in"
        title="Zoom in (+)"
        disabled={k >= MAX_ZOOM}
        onClick={() => onZoom(ZOOM_STEP)}
      >
        +
      </button>
      <button
        type="button"
        className="button button-small"
        title="Fit all into sight (f)"
        onClick={onFit}
      >
        Fit
      </button>
      <button
        type="button"
        className="button button-small"
        title="Arrange all boxes anew: those that were there kept their places"
        onClick={onArrange}
      >
        Arrange anew
      </button>
    </div>
  )
}
