import { useMemo } from 'react'
import type { CanvasTheme } from '../../../canvas/theme.ts'
import { type PaintOptions, paintScene } from '../scene/paint.ts'
import { WORDS_ZOOM } from '../scene/paint-box.ts'
import type { Scene } from '../scene/scene.ts'
import { SvgPaper, type SvgShape } from '../scene/svg-paper.ts'

const EVERYWHERE = { left: -Infinity, top: -Infinity, right: Infinity, bottom: Infinity }

/** A scene as SVG; null: there is none, or no theme yet. Painted anew when what it shows changes, not when it moves. */
export function useShapes(
  scene: Scene | null,
  theme: CanvasTheme | null,
  zoom: number,
  look: Pick<PaintOptions, 'selected' | 'hot' | 'found'>,
): readonly SvgShape[] | null {
  const measure = useMemo(() => textMeasure(), [])
  // Words keep their size on the screen for a while: in steps, so that a pinch does not paint all anew each frame.
  const level =
    zoom >= WORDS_ZOOM ? Math.min(1, Math.ceil(zoom * 10) / 10) : zoom >= 0.2 ? 0.3 : 0.1
  return useMemo(() => {
    if (!scene || !theme) return null
    const paper = new SvgPaper(measure)
    paintScene(paper, scene, theme, { ...look, sight: EVERYWHERE, zoom: level })
    return paper.shapes
  }, [scene, theme, level, look, measure])
}

/** How wide texts are, as the browser draws them. */
export function textMeasure(): (text: string, font: string) => number {
  const paper = document.createElement('canvas').getContext('2d')
  return (text, font) => {
    if (!paper) return text.length * 7
    paper.font = font
    return paper.measureText(text).width
  }
}
