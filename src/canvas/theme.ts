import { SERVICE_SLOTS } from './service-colors.ts'

/** Colours for drawing, read from the tokens of the explorer's own root, so that each panel has its theme. */
export interface CanvasTheme {
  readonly text: string
  readonly textMuted: string
  readonly border: string
  readonly background: string
  readonly surface: string
  readonly error: string
  readonly link: string
  readonly font: string
  readonly services: readonly string[]
}

/** @param style the computed style of an element inside the root */
export function canvasTheme(style: CSSStyleDeclaration): CanvasTheme {
  const read = (name: string) => style.getPropertyValue(name).trim()
  return {
    text: read('--text'),
    textMuted: read('--text-muted'),
    border: read('--border'),
    background: read('--background'),
    surface: read('--surface'),
    error: read('--error'),
    link: read('--link'),
    font: `11px ${read('--font')}`,
    services: Array.from({ length: SERVICE_SLOTS }, (_, slot) => read(`--p-service-${slot}`)),
  }
}
