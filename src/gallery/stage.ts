import { inSlices } from '../base/slices.ts'
import { Explorer } from '../queries/explorer.ts'
import { traceRunner } from '../queries/trace-host.ts'
import { channelTraceHost } from '../queries/worker-host.ts'
import { workerChannel } from '../queries/worker-channel.ts'
import { fileSource } from '../sources/file/client.ts'
import { decodeFile } from '../sources/file/decode-file.ts'
import type { TraceSource } from '../sources/source.ts'
import { type Href, memoryNavigation } from '../state/navigation.ts'
import { createPreferences } from '../state/preferences.ts'
import { createViewStore } from '../state/view-store.ts'
import { protoOf } from '../testing/documents.ts'
import type { Span } from '../model/span.ts'

/** A source that holds these spans and does whatever `odd` says otherwise. */
export async function stagedSource(
  spans: readonly Span[],
  odd: Partial<TraceSource> = {},
): Promise<TraceSource> {
  const { signal } = new AbortController()
  const file = await inSlices(decodeFile('stage', protoOf(spans)), signal)
  const source = await fileSource([file], { id: 'stage', name: 'stage', signal })
  return { ...source, ...odd }
}

/** Shows one place of a source; it lives as long as the page. */
export function stagedExplorer(source: TraceSource, href: Href): Explorer {
  // Some dozens on one page: each with a worker of its own would be too many.
  const here = () => {
    throw new Error('The gallery starts no workers.')
  }
  return new Explorer({
    source,
    local: null,
    named: false,
    navigation: memoryNavigation(href),
    preferences: createPreferences(null),
    views: createViewStore(null),
    worker: channelTraceHost(workerChannel(here, async () => traceRunner())),
  })
}

/** An answer that never comes. */
export function never(): Promise<never> {
  return new Promise(() => {})
}
