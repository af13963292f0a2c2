import { adaptedSource } from '../queries/adapters.ts'
import { Explorer } from '../queries/explorer.ts'
import { type Channel, workerChannel } from '../queries/worker-channel.ts'
import { channelTraceHost } from '../queries/worker-host.ts'
import { noSource } from '../sources/no-source.ts'
import type { TraceSource } from '../sources/source.ts'
import type { FileContents } from '../sources/file/client.ts'
import type { PreferenceStore } from '../state/preferences.ts'
import { createViewStore } from '../state/view-store.ts'
import { comingChannel } from './coming-channel.ts'
import { handedTraces } from './handed-traces.ts'
import { loadPanelWorker } from './load-panel-worker.ts'
import type { SourceAddress } from './panel-input.ts'
import type { PanelNavigation } from './panel-navigation.ts'
import type { Origin } from './panel-options.ts'
import type { PanelAsk } from './panel-runner.ts'

export interface OpenPanel {
  readonly explorer: Explorer
  readonly navigation: PanelNavigation
  /** Of traces that were handed in; null: they come from a source. */
  readonly contents: FileContents | null
}

interface Parts {
  readonly navigation: PanelNavigation
  readonly preferences: PreferenceStore
  readonly signal: AbortSignal
}

/** All that a panel needs while it reads from this origin; its explorer is to be disposed. @throws SourceError while it can't be reached */
export async function openPanel(origin: Origin, parts: Parts): Promise<OpenPanel> {
  const { navigation, preferences, signal } = parts
  const channel = panelChannel(origin)
  try {
    const { source, contents } = await read(origin, channel, signal)
    signal.throwIfAborted()
    const explorer = new Explorer({
      source,
      local: null,
      named: false,
      navigation,
      preferences,
      views: createViewStore(null),
      worker: channelTraceHost(channel),
    })
    return { explorer, navigation, contents }
  } catch (error) {
    channel.dispose()
    throw error
  }
}

/** Where the decoders run: in a worker, or in the page where it forbids workers. */
function panelChannel({ from }: Origin): Channel<PanelAsk> {
  return comingChannel(
    async () =>
      workerChannel<PanelAsk>(await loadPanelWorker(from === 'traces'), async () =>
        (await import('./panel-runner.ts')).panelRunner(),
      ),
    from !== 'nowhere',
  )
}

interface Reading {
  readonly source: TraceSource
  readonly contents: FileContents | null
}

async function read(
  origin: Origin,
  channel: Channel<PanelAsk>,
  signal: AbortSignal,
): Promise<Reading> {
  switch (origin.from) {
    case 'nowhere':
      return { source: noSource(), contents: null }
    case 'object':
      await origin.source.probe?.(signal)
      // Of the verbs that it may lack a panel calls none: they are for searches.
      return { source: origin.source as TraceSource, contents: null }
    case 'address':
      return { source: await sourceAt(origin.address, signal), contents: null }
    case 'traces':
      return handedTraces(origin.traces, channel, signal)
  }
}

async function sourceAt(
  { kind, url, name }: Required<SourceAddress>,
  signal: AbortSignal,
): Promise<TraceSource> {
  if (kind === 'local') {
    const { localSource } = await import('../sources/local/client.ts')
    // A stream of notices holds one of the six connections that a browser opens to a host: panels would keep each other out.
    const { watch: _, ...source } = localSource(url)
    return { ...source, name, capabilities: { ...source.capabilities, watch: false } }
  }
  return adaptedSource(kind, { id: kind, name, base: url }, signal)
}
