import type { Area } from '../../../canvas/camera.ts'
import type { SvgShape } from '../scene/svg-paper.ts'

export interface SvgPage {
  readonly area: Area
  readonly background: string
  readonly title: string
}

/** A picture as a file that needs nothing else: its colours and fonts stand in it. */
export function svgOf(shapes: readonly SvgShape[], { area, background, title }: SvgPage): string {
  const [width, height] = [Math.ceil(area.right - area.left), Math.ceil(area.bottom - area.top)]
  const box = `${Math.floor(area.left)} ${Math.floor(area.top)} ${width} ${height}`
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="${box}">`,
    `<title>${escaped(title)}</title>`,
    `<rect x="${Math.floor(area.left)}" y="${Math.floor(area.top)}" width="${width}" height="${height}" fill="${escaped(background)}"/>`,
    ...shapes.map(elementOf),
    '</svg>',
    '',
  ].join('\n')
}

function elementOf(shape: SvgShape): string {
  const opacity = shape.opacity === 1 ? '' : ` opacity="${shape.opacity}"`
  if (shape.tag === 'text') {
    const { x, y, fill, font, anchor, text } = shape
    const at = `x="${x}" y="${y}" text-anchor="${anchor}" xml:space="preserve"`
    return `<text ${at} ${fontAttributes(font)} fill="${escaped(fill)}"${opacity}>${escaped(text)}</text>`
  }
  const { d, fill, stroke, strokeWidth, dashes } = shape
  const line =
    stroke === 'none'
      ? ''
      : ` stroke="${escaped(stroke)}" stroke-width="${strokeWidth}"${dashes && ` stroke-dasharray="${dashes}"`}`
  return `<path d="${d}" fill="${escaped(fill)}"${line}${opacity}/>`
}

/** A CSS font as attributes: some programs read no style, and pages with a strict policy refuse it. */
function fontAttributes(font: string): string {
  const [, weight = '400', size = '11px', family = ''] = /^(?:(\d+) )?(\S+) (.*)$/s.exec(font) ?? []
  return `font-weight="${weight}" font-size="${size}" font-family="${escaped(family)}"`
}

/** XML forbids most control characters even as references; text from outside may hold any. */
function escaped(text: string): string {
  return (
    text
      // oxlint-disable-next-line no-control-regex
      .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
      .toWellFormed()
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
  )
}
