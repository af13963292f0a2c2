import { describe, expect, test } from 'vitest'
import { atOnce } from '../../../base/slices.ts'
import type { GraphItems } from '../../../model/link-graph/graph-items.ts'
import type { LinkGraph } from '../../../model/link-graph/link-graph.ts'
import { itemsOf } from '../../../model/link-graph/items.ts'
import { type SceneDrawing, drawOutlined } from '../../../testing/drawn-scene.ts'
import { clockOf } from '../layout/clock.ts'
import { type LayoutAsk, layOut } from '../layout/lay-out.ts'
import { hintsOf } from './hints.ts'
import { originOf, timeOf } from './item-time.ts'
import { boxName, edgesTowardsRoot } from './item-words.ts'
import { paintScene } from './paint.ts'
import { layoutInput } from './layout-input.ts'
import { type Scene, itemDrawer, sceneOf } from './scene.ts'
import { SvgPaper } from './svg-paper.ts'

const SHOP = `
  trace batch
  0-1000 jobs run
    10-900 jobs process consumer -> a/receive(order.id=7) -> b/receive(order.id=8) -> gone/receive(order.id=9)
  trace a
  -6000--5000 shop "POST /orders"
    -5900--5100 shop receive
  trace b
  -4000--3000 shop receive !error
  trace ship
  2000-3000 shipping ship -> batch/process
`

const THEME = {
  text: 'ink',
  textMuted: 'muted',
  border: 'border',
  background: 'paper',
  surface: 'ground',
  error: 'red',
  link: 'violet',
  font: '11px sans',
  services: Array.from({ length: 16 }, (_, i) => `service-${i}`),
}
const EVERYWHERE = { left: -1e9, top: -1e9, right: 1e9, bottom: 1e9 }

function clockFor(graph: LinkGraph, { items }: GraphItems, layout: LayoutAsk['layout']) {
  const origin = originOf(graph)
  const times = items.map((item) => timeOf(item, origin))
  return layout === 'timeline' ? clockOf(origin, times) : null
}

function sceneFor({ graph, options }: SceneDrawing, layout: LayoutAsk['layout'] = 'causal') {
  const items = itemsOf(graph, options)
  const draw = itemDrawer()
  const input = atOnce(layoutInput(items, draw, clockFor(graph, items, layout)))
  const places = layOut({ ...input, layout, kept: new Map() })
  return { scene: atOnce(sceneOf(items, places, draw, hintsOf(graph), layout)) }
}

/** What is written, in the order of painting. */
function wordsIn(scene: Scene, zoom = 1): string[] {
  const paper = new SvgPaper((text) => text.length * 6)
  const look = { selected: null, hot: null, found: null }
  paintScene(paper, scene, THEME, { sight: EVERYWHERE, zoom, ...look })
  return paper.shapes.flatMap((shape) => (shape.tag === 'text' ? [shape.text] : []))
}

describe('the scene of a graph', () => {
  test('shows causes left, effects right, with the waits on their edges', async () => {
    const { scene } = sceneFor(await drawOutlined(SHOP, 'batch'))
    const at = new Map(
      scene.boxes.map(({ card, hint, place }) => [`${card.title} ${hint}`, place.x]),
    )
    expect(at.get('POST /orders 7')).toBeLessThan(at.get('run ')!)
    expect(at.get('ship ')).toBeGreaterThan(at.get('run ')!)
    expect(scene.edges.map(({ label, dashed }) => [label?.text, dashed])).toEqual([
      ['waited 5.11 s', false],
      ['waited 3.01 s', false],
      ['trace not found', true],
      ['waited 1.1 s', false],
    ])
  })

  test('names boxes by their root, says where links end, and tells alike ones apart', async () => {
    const { scene } = sceneFor(await drawOutlined(SHOP, 'batch'))
    const written = scene.boxes.map(({ card, hint }) => {
      return [card.title, hint, card.lines.join(' / '), card.mark]
    })
    expect(written).toEqual([
      ['run', '', 'jobs · at process / 2 spans · 1 s · 3 links', 'none'],
      ['POST /orders', '7', 'shop · at receive / 2 spans · 1 s', 'none'],
      ['receive', '8', 'shop / 1 span · 1 s · 1 error', 'failed'],
      ['trace not found', '9', expect.stringMatching(/^trace ....….{4}$/), 'absent'],
      ['ship', '', 'shipping / 1 span · 1 s · 1 link', 'none'],
    ])
  })

  test('ends edges on the bars of their spans', async () => {
    const { scene } = sceneFor(await drawOutlined(SHOP, 'batch'))
    const [edge] = scene.edges
    const cause = scene.boxes.find(({ key }) => key === edge.cause)!
    const end = cause.bars.find(({ isEnd }) => isEnd)!
    expect(end.y).toBeGreaterThan(cause.bars[0].y)
    expect(edge.curve.start).toEqual({
      x: cause.place.x + cause.place.width,
      y: cause.place.y + end.y + end.height / 2,
    })
  })

  test('says to who does not see it what a box is', async () => {
    const { scene } = sceneFor(await drawOutlined(SHOP, 'batch'))
    expect(scene.boxes.map((box) => boxName(box, edgesTowardsRoot(scene, box)))).toEqual([
      'run, jobs, at process, 2 spans, 1 s, 3 links, this trace',
      'POST /orders 7, shop, at receive, 2 spans, 1 s, cause, waited 5.11 s',
      'receive 8, failed, shop, 1 span, 1 s, 1 error, cause, waited 3.01 s',
      expect.stringMatching(/^trace not found 9, .*, cause, trace not found$/),
      'ship, shipping, 1 span, 1 s, 1 link, effect, waited 1.1 s',
    ])
  })

  test('stacks similar traces, with their waits and one wide edge to the one span that links', async () => {
    const orders = Array.from(
      { length: 9 },
      (_, i) => `trace o${i}\n${-90 + i}-${-80 + i} shop receive`,
    )
    const links = Array.from({ length: 9 }, (_, i) => `-> o${i}/receive`).join(' ')
    const text = `trace batch\n0-10 jobs process ${links}\n${orders.join('\n')}`
    const { scene } = sceneFor(await drawOutlined(text, 'batch', {}, { most: 2 }))
    expect(scene.boxes.map(({ card }) => [card.title, card.count])).toEqual([
      ['process', 1],
      ['receive', 1],
      ['receive', 1],
      ['receive', 7],
    ])
    const wide = scene.edges.find(({ link }) => link === null)!
    expect(wide.label?.text).toBe('×7 · median 75 ms')
    expect(wide.curve.pieces.at(-1)!.end).toEqual(scene.edges[0].curve.pieces.at(-1)!.end)
  })

  test('draws a link to the own trace nowhere, and a circle of two traces both ways', async () => {
    const circle = `
      trace a
      0-10 x one -> b/two -> a/one
      trace b
      5-15 x two -> a/one`
    const { scene } = sceneFor(await drawOutlined(circle, 'a'))
    expect(scene.edges).toHaveLength(2)
  })

  test('on a clock goes down from a cause and into the left side of its effect', async () => {
    const { scene } = sceneFor(await drawOutlined(SHOP, 'batch'), 'timeline')
    const [edge] = scene.edges
    const [cause, effect] = [edge.cause, edge.effect].map(
      (end) => scene.boxes.find(({ key }) => key === end)!.place,
    )
    expect(edge.curve.start.y).toBe(cause.y + cause.height)
    expect(edge.curve.pieces.at(-1)!.end.x).toBe(effect.x)
  })
})

describe('painting', () => {
  test('writes all that is on boxes and edges, and nothing when it is too small to read', async () => {
    const { scene } = sceneFor(await drawOutlined(SHOP, 'batch'))
    const words = wordsIn(scene)
    for (const word of ['run', 'receive', '7', 'ship', 'waited 1.1 s', 'trace not found']) {
      expect(words).toContain(word)
    }
    expect(wordsIn(scene, 0.3)).toEqual([])
  })

  test('shortens what does not fit', async () => {
    const name = 'a very long name of an operation that does not fit on any box'
    const { scene } = sceneFor(await drawOutlined(`trace a\n0-10 x "${name}"`, 'a'))
    expect(wordsIn(scene)[0]).toMatch(/^a very long name .*…$/)
  })

  test('paints nothing that is out of sight', async () => {
    const { scene } = sceneFor(await drawOutlined(SHOP, 'batch'))
    const paper = new SvgPaper(() => 10)
    const sight = { left: 9000, top: 9000, right: 9100, bottom: 9100 }
    paintScene(paper, scene, THEME, { sight, zoom: 1, selected: null, hot: null, found: null })
    expect(paper.shapes).toEqual([])
  })

  test('makes the edges of a box in use stand out, and the others faint', async () => {
    const { scene } = sceneFor(await drawOutlined(SHOP, 'batch'))
    const paper = new SvgPaper(() => 10)
    const ship = scene.boxes.find(({ card }) => card.title === 'ship')!.key
    paintScene(paper, scene, THEME, {
      sight: EVERYWHERE,
      zoom: 1,
      selected: null,
      hot: ship,
      found: null,
    })
    const lines = paper.shapes.filter((shape) => shape.tag === 'path' && shape.stroke === 'violet')
    expect(lines.filter(({ opacity }) => opacity === 1)).toHaveLength(1 + 2)
    const words = paper.shapes.flatMap((shape) => (shape.tag === 'text' ? [shape.text] : []))
    expect(words).toContain('waited 1.1 s')
    expect(words).not.toContain('waited 3.01 s')
  })
})
