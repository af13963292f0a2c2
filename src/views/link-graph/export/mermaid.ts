import type { Scene } from '../scene/scene.ts'
import { boxText, edgeText } from './texts.ts'

/** The graph as a Mermaid flowchart (mermaid.js.org, Flowchart syntax). Texts are quoted; what Mermaid would read in them is escaped. */
export function mermaidOf({ boxes, edges }: Scene): string {
  const names = new Map(boxes.map(({ key }, i) => [key, `t${i}`]))
  const lines = ['flowchart LR']
  for (const box of boxes) lines.push(`  ${names.get(box.key)}["${quoted(boxText(box))}"]`)
  for (const edge of edges) {
    const arrow = edge.dashed ? '-.->' : '-->'
    const text = edgeText(edge)
    const label = text === '' ? '' : `|"${quoted(text)}"|`
    lines.push(`  ${names.get(edge.cause)} ${arrow}${label} ${names.get(edge.effect)}`)
  }
  return `${lines.join('\n')}\n`
}

/** Mermaid has no escapes but character entities, written with a hash. */
function quoted(text: string): string {
  return text.replaceAll(/["#&;<>[\]{}|`\\]/g, (char) => `#${char.charCodeAt(0)};`)
}
