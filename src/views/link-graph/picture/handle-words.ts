import { formatCount } from '../../../base/format.ts'
import type { Direction, Expansion, TraceBox } from '../../../model/link-graph/link-graph.ts'
import { plural } from '../scene/card.ts'

export interface Handle {
  readonly direction: Direction
  /** What is written on it. */
  readonly text: string
  readonly title: string
  readonly act: 'expand' | 'more' | 'fold' | 'retry' | 'go on' | 'none'
  /** Seen only on a box that is in use: most boxes have one, and few are wanted. */
  readonly quiet: boolean
}

/** What can be done with one direction of a box; null: nothing. */
export function handleOf(box: TraceBox, direction: Direction): Handle | null {
  const expansion = box[direction]
  // Towards the root one comes from there.
  const inwards =
    (box.side === 'cause' && direction === 'effects') ||
    (box.side === 'effect' && direction === 'causes')
  const what = direction === 'causes' ? 'causes' : 'effects'
  const handle = { direction, quiet: inwards }
  switch (expansion.state) {
    case 'not asked':
      return { ...handle, text: '+', title: `Show its ${what}`, act: 'expand' }
    case 'under way':
      return { ...handle, text: '…', title: `Its ${what} are on their way`, act: 'none' }
    case 'known':
      return knownHandle(box, expansion, handle, what)
    case 'failed': {
      const title = `Its ${what} could not be read: ${expansion.failure.message} Try again`
      return { ...handle, quiet: false, text: '!', title, act: 'retry' }
    }
    case 'left out':
      return { ...handle, text: '+', title: `Its ${what} were left out. Go on`, act: 'expand' }
    case 'absent':
    case 'unsupported':
      return null
  }
}

function knownHandle(
  { side }: TraceBox,
  { hidden, more, traces }: Extract<Expansion, { state: 'known' }>,
  handle: Pick<Handle, 'direction' | 'quiet'>,
  what: string,
): Handle | null {
  if (hidden > 0) {
    const title = `Show ${plural(hidden, 'more trace')} of its ${what}`
    return { ...handle, quiet: false, text: `+${formatCount(hidden)}`, title, act: 'expand' }
  }
  if (more) {
    return { ...handle, quiet: false, text: '+', title: `Show more of its ${what}`, act: 'more' }
  }
  if (traces === 0 || side === 'root' || handle.quiet) return null
  return { ...handle, quiet: true, text: '−', title: `Fold its ${what} away`, act: 'fold' }
}
