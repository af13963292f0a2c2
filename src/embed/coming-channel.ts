import type { Channel } from '../queries/worker-channel.ts'
import { SourceError } from '../sources/source.ts'

/**
 * A channel whose code is loaded, `atOnce` or with the first question: what is asked meanwhile waits, in order. A load that
 * failed is tried again with the next question.
 */
export function comingChannel<Ask>(
  load: () => Promise<Channel<Ask>>,
  atOnce: boolean,
): Channel<Ask> {
  let coming: Promise<Channel<Ask>> | null = null
  let gone = false
  const come = () => {
    coming ??= load().catch((cause: unknown) => {
      coming = null
      const message = 'The part of the panel that reads traces could not be loaded.'
      throw new SourceError('unreachable', message, { cause })
    })
    return coming
  }
  if (atOnce) come().catch(() => {})
  return {
    async ask(ask, options) {
      if (gone) throw new SourceError('timeout', 'The panel was closed.')
      return (await come()).ask(ask, options)
    },
    tell: (ask) =>
      void coming?.then(
        (channel) => channel.tell(ask),
        () => {},
      ),
    dispose() {
      gone = true
      coming?.then(
        (channel) => channel.dispose(),
        () => {},
      )
    },
  }
}
