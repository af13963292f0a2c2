import type { Scene } from '../scene/scene.ts'
import { boxText, edgeText } from './texts.ts'

/** The graph in the DOT language (graphviz.org/doc/info/lang.html). */
export function dotOf({ boxes, edges }: Scene): string {
  const names = new Map(boxes.map(({ key }, i) => [key, `t${i}`]))
  const lines = ['digraph links {', '  rankdir=LR', '  node [shape=box]']
  for (const box of boxes) {
    const style = box.card.mark === 'absent' ? ' style=dashed' : ''
    lines.push(`  ${names.get(box.key)} [label=${quoted(boxText(box))}${style}]`)
  }
  for (const edge of edges) {
    const style = edge.dashed ? ' style=dashed' : ''
    const label = quoted(edgeText(edge))
    lines.push(`  ${names.get(edge.cause)} -> ${names.get(edge.effect)} [label=${label}${style}]`)
  }
  lines.push('}')
  return `${lines.join('\n')}\n`
}

function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', String.raw`\"`)}"`
}
