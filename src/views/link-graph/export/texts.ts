import { linksWords, linkWords } from '../scene/edge-words.ts'
import type { SceneBox, SceneEdge } from '../scene/scene.ts'

/** All that is written on a box, in one line. */
export function boxText({ card }: SceneBox): string {
  const count = card.count > 1 ? ` ×${card.count}` : ''
  const failed = card.mark === 'failed' ? ' · failed' : ''
  return oneLine(`${[card.title + count, ...card.lines].join(' · ')}${failed}`)
}

/** All that is known of an edge, whether or not the picture has room for it. */
export function edgeText({ link, of }: SceneEdge): string {
  return oneLine(link ? linkWords(link) : linksWords(of))
}

/** Both languages end a statement at the end of a line. */
function oneLine(text: string): string {
  return text.replaceAll(/[\r\n]+/g, ' ')
}
