import { FileMemory } from '../../queries/file-memory.ts'
import type { FileAsk } from '../../queries/file-host.ts'
import { OpenedFiles } from '../../queries/opened-files.ts'
import type { SourceList } from '../../queries/source-list.ts'
import type { SourceRegistry } from '../../queries/source-registry.ts'
import { workerChannel } from '../../queries/worker-channel.ts'
import { FILES_ID } from '../../sources/gateway-schema.ts'
import { storageOf } from '../../state/storage.ts'

/** The files that this page opens, as a source of the registry. */
export function openedFiles(registry: SourceRegistry, sources: SourceList): OpenedFiles {
  const files = new OpenedFiles({
    startChannel: () =>
      workerChannel<FileAsk>(
        () =>
          new Worker(new URL('../../queries/files.worker.ts', import.meta.url), { type: 'module' }),
        async () => (await import('../../queries/file-host.ts')).fileRunner(),
      ),
    memory: new FileMemory(storageOf(window, 'sessionStorage')),
    navigation: registry.local.navigation,
    add: (source) => registry.add(source),
    changed: () => registry.changed(),
    served: async (signal) => {
      const entries = await sources.entries(signal)
      return entries.find(({ id }) => id === FILES_ID)?.files ?? []
    },
  })
  registry.provide(FILES_ID, () => files.explorer())
  return files
}
