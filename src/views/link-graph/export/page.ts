import type { Area } from '../../../canvas/camera.ts'
import { BOX_WIDTH } from '../../../canvas/graph/graph-layout.ts'
import type { CanvasTheme } from '../../../canvas/theme.ts'
import { areaOfPlace } from '../scene/area-of-place.ts'
import { paintScene } from '../scene/paint.ts'
import type { Scene } from '../scene/scene.ts'
import { SvgPaper } from '../scene/svg-paper.ts'
import { svgOf } from './svg.ts'

const MARGIN = 32

/** All of a scene with a margin. */
export function pageOf({ boxes, edges }: Scene): Area {
  let [left, top, right, bottom] = [0, 0, BOX_WIDTH, 0]
  const areas = [...boxes.map(({ place }) => areaOfPlace(place)), ...edges.map(({ area }) => area)]
  for (const area of areas) {
    left = Math.min(left, area.left)
    top = Math.min(top, area.top)
    right = Math.max(right, area.right)
    bottom = Math.max(bottom, area.bottom)
  }
  return {
    left: Math.floor(left - MARGIN),
    top: Math.floor(top - MARGIN),
    right: Math.ceil(right + MARGIN),
    bottom: Math.ceil(bottom + MARGIN),
  }
}

/** The whole picture as an SVG file, in the colours of the theme. */
export function sceneSvg(
  scene: Scene,
  theme: CanvasTheme,
  title: string,
  measure: (text: string, font: string) => number,
): string {
  const area = pageOf(scene)
  const paper = new SvgPaper(measure)
  paintScene(paper, scene, theme, { sight: area, zoom: 1, ...PLAIN })
  return svgOf(paper.shapes, { area, background: theme.surface, title })
}

/** Nothing is selected in an exported picture. */
export const PLAIN = { selected: null, hot: null, found: null }

/** Sides that browsers make, and pixels that they make without trouble. */
const LONGEST = 16_000
const MOST = 100e6
/** Below it nothing could be read. */
const LEAST = 0.2

/** How many pixels of a PNG a pixel of the plane has: two, or fewer of a large picture. Null: it would be unreadable. */
export function pngScale({ left, top, right, bottom }: Area): number | null {
  const [width, height] = [right - left, bottom - top]
  const scale = Math.min(2, LONGEST / width, LONGEST / height, Math.sqrt(MOST / (width * height)))
  return scale < LEAST ? null : scale
}
