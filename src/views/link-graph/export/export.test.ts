import { describe, expect, test } from 'vitest'
import { SvgPaper } from '../scene/svg-paper.ts'
import type { Scene } from '../scene/scene.ts'
import { dotOf } from './dot.ts'
import { mermaidOf } from './mermaid.ts'
import { pageOf, pngScale } from './page.ts'
import { svgOf } from './svg.ts'

const HOSTILE = '<script>alert("1")</script> & \u0007 \ud800 ]] `x` \\ ;\n'

function paperWith(text: string) {
  const paper = new SvgPaper((word) => word.length)
  paper.font = '600 13px "Some Font", sans-serif'
  paper.fillStyle = 'red" onload="x'
  paper.fillText(text, 1, 2)
  return paper
}

/** A scene whose words come from outside. */
function hostileScene(): Scene {
  const card = { title: HOSTILE, count: 1, lines: [HOSTILE], service: '', mark: 'none' }
  const boxes = ['a', 'b'].map((key) => ({ key, card }))
  const link = {
    links: [{}],
    linked: { at: 'absent', why: { reason: HOSTILE } },
  }
  return { boxes, edges: [{ cause: 'a', effect: 'b', link, dashed: true }] } as unknown as Scene
}

describe('an SVG file', () => {
  const page = {
    area: { left: -10.4, top: 0, right: 90, bottom: 50 },
    background: 'white',
    title: HOSTILE,
  }

  test('holds text from outside as text, without what XML forbids', () => {
    const svg = svgOf(paperWith(HOSTILE).shapes, page)
    expect(svg).not.toMatch(/<script|onload="x"/)
    expect(svg).toContain('&lt;script&gt;')
    // oxlint-disable-next-line no-control-regex
    expect(svg).not.toMatch(/[\u0000-\u0008]/)
    expect(svg.isWellFormed()).toBe(true)
  })

  test('covers its area and needs no style sheet', () => {
    const svg = svgOf(paperWith('x').shapes, page)
    expect(svg).toContain('width="101" height="50" viewBox="-11 0 101 50"')
    expect(svg).toContain('font-weight="600" font-size="13px"')
    expect(svg).not.toContain('style=')
  })
})

describe('texts from outside', () => {
  test('stay within their quotes in DOT', () => {
    const lines = dotOf(hostileScene()).trim().split('\n')
    expect(lines).toHaveLength(7)
    for (const line of lines.slice(3, 6)) {
      expect(line.replaceAll(/\\./g, '').match(/"/g)).toHaveLength(2)
    }
  })

  test('stay within their quotes in Mermaid', () => {
    const lines = mermaidOf(hostileScene()).trim().split('\n')
    expect(lines).toHaveLength(4)
    for (const line of lines.slice(1)) {
      expect(line.match(/"/g)).toHaveLength(2)
      expect(line).not.toMatch(/[<>&`\\]script|<\/|`/)
    }
  })
})

describe('a PNG', () => {
  const area = (right: number, bottom: number) => ({ left: 0, top: 0, right, bottom })

  test('has two pixels for one, and fewer when it is large', () => {
    expect(pngScale(area(1000, 800))).toBe(2)
    expect(pngScale(area(1000, 16_000))).toBe(1)
    expect(pngScale(area(20_000, 20_000))).toBeCloseTo(0.5)
  })

  test('is not made of what nobody could read in it', () => {
    expect(pngScale(area(1000, 1_000_000))).toBeNull()
  })

  test('of an empty scene has an area', () => {
    const { left, top, right, bottom } = pageOf({
      boxes: [],
      boxOf: new Map(),
      layout: 'causal',
      area: null,
      edges: [],
      edgesOf: new Map(),
    })
    expect((right - left) * (bottom - top)).toBeGreaterThan(0)
  })
})

describe('a shape on paper', () => {
  test('is a path of what was drawn since it began', () => {
    const paper = new SvgPaper(() => 0)
    paper.strokeStyle = 'violet'
    paper.setLineDash([5, 4])
    paper.beginPath()
    paper.moveTo(0, 0)
    paper.bezierCurveTo(1, 2, 3, 4, 5.55, 6)
    paper.stroke()
    paper.beginPath()
    paper.roundRect(0, 0, 10, 20, 4)
    paper.fill()
    expect(paper.shapes).toMatchObject([
      { d: 'M0 0C1 2 3 4 5.6 6', stroke: 'violet', dashes: '5 4', fill: 'none' },
      { d: expect.stringMatching(/^M4 0h2a4 4 0 0 1 4 4v12/), stroke: 'none' },
    ])
  })
})
