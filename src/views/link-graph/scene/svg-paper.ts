import type { Paper } from './paper.ts'

/** A path or a line of text, in the words of SVG. */
export type SvgShape =
  | {
      readonly tag: 'path'
      readonly d: string
      readonly fill: string
      readonly stroke: string
      readonly strokeWidth: number
      readonly dashes: string
      readonly opacity: number
    }
  | {
      readonly tag: 'text'
      readonly x: number
      readonly y: number
      readonly text: string
      readonly fill: string
      readonly font: string
      readonly anchor: 'start' | 'end'
      readonly opacity: number
    }

/** Paper on which a picture becomes SVG: the painter of canvases paints on it as well. */
export class SvgPaper implements Paper {
  readonly shapes: SvgShape[] = []
  readonly #measure: (text: string, font: string) => number
  #d = ''
  #dashes = ''
  fillStyle: Paper['fillStyle'] = ''
  strokeStyle: Paper['strokeStyle'] = ''
  lineWidth = 1
  globalAlpha = 1
  font = ''
  textAlign: CanvasTextAlign = 'left'
  textBaseline: CanvasTextBaseline = 'alphabetic'

  /** @param measure how wide a text is in a CSS font */
  constructor(measure: (text: string, font: string) => number) {
    this.#measure = measure
  }

  beginPath(): void {
    this.#d = ''
  }

  moveTo(x: number, y: number): void {
    this.#d += `M${points(x, y)}`
  }

  lineTo(x: number, y: number): void {
    this.#d += `L${points(x, y)}`
  }

  bezierCurveTo(...numbers: [number, number, number, number, number, number]): void {
    this.#d += `C${points(...numbers)}`
  }

  roundRect(x: number, y: number, width: number, height: number, radius: number): void {
    const r = Math.min(radius, width / 2, height / 2)
    const arc = (dx: number, dy: number) => `a${points(r, r)} 0 0 1 ${points(dx, dy)}`
    this.#d +=
      `M${points(x + r, y)}h${points(width - 2 * r)}${arc(r, r)}v${points(height - 2 * r)}${arc(-r, r)}` +
      `h${points(2 * r - width)}${arc(-r, -r)}v${points(2 * r - height)}${arc(r, -r)}z`
  }

  closePath(): void {
    this.#d += 'z'
  }

  fill(): void {
    this.#add(this.#d, { fill: colorOf(this.fillStyle) })
  }

  stroke(): void {
    this.#add(this.#d, {
      stroke: colorOf(this.strokeStyle),
      strokeWidth: this.lineWidth,
      dashes: this.#dashes,
    })
  }

  fillRect(x: number, y: number, width: number, height: number): void {
    const d = `M${points(x, y)}h${points(width)}v${points(height)}h${points(-width)}z`
    this.#add(d, { fill: colorOf(this.fillStyle) })
  }

  setLineDash(dashes: number[]): void {
    this.#dashes = dashes.join(' ')
  }

  measureText(text: string): TextMetrics {
    return { width: this.#measure(text, this.font) } as TextMetrics
  }

  fillText(text: string, x: number, y: number): void {
    this.shapes.push({
      tag: 'text',
      x: rounded(x),
      y: rounded(y),
      text,
      fill: colorOf(this.fillStyle),
      font: this.font,
      anchor: this.textAlign === 'right' ? 'end' : 'start',
      opacity: this.globalAlpha,
    })
  }

  #add(d: string, look: Partial<SvgShape & { tag: 'path' }>): void {
    const plain = { fill: 'none', stroke: 'none', strokeWidth: 1, dashes: '' }
    this.shapes.push({ tag: 'path', ...plain, opacity: this.globalAlpha, ...look, d })
  }
}

/** Painting here uses plain colours alone. */
function colorOf(style: Paper['fillStyle']): string {
  return typeof style === 'string' ? style : 'none'
}

function points(...numbers: number[]): string {
  return numbers.map(rounded).join(' ')
}

/** Tenths of a pixel: what is finer only makes files longer. */
function rounded(value: number): number {
  return Math.round(value * 10) / 10
}
