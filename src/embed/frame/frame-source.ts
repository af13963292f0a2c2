import type { SourceList } from '../../queries/source-list.ts'
import { SourceError } from '../../sources/source.ts'
import type { SourceAddress } from '../panel-input.ts'
import { addressOfEntry } from './asked-by-url.ts'

interface Explorer {
  readonly sources: SourceList
  /** Whether it has a store of its own, which is shown unasked. */
  readonly store: boolean
}

/** Where a frame reads a source of its explorer; null: the one that is shown unasked. @throws SourceError */
export async function frameSource(
  id: string | null,
  { sources, store }: Explorer,
  signal: AbortSignal,
): Promise<SourceAddress> {
  if (store && (id === null || id === 'local')) return { kind: 'local', url: '/', name: 'local' }
  const entries = await sources.entries(signal)
  const entry = id === null ? entries[0] : entries.find((candidate) => candidate.id === id)
  if (!entry) {
    const none = id === null ? 'no source' : `no source “${id}”`
    throw new SourceError('notFound', `${sources.namedBy} knows ${none}.`)
  }
  const address = addressOfEntry(entry)
  if (address) return address
  throw new SourceError('unsupported', 'Opened files are shown in the app, and not in a panel.')
}
