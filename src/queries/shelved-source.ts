import { FILE_CAPABILITIES } from '../sources/file/capabilities.ts'
import type { FileSource } from '../sources/file/client.ts'
import type { TraceSource } from '../sources/source.ts'
import type { FileAsk, FileVerb } from './file-host.ts'
import type { Channel } from './worker-channel.ts'

/** A verb's arguments before its signal; nothing that comes after it crosses to the worker. */
type Args<V extends FileVerb> =
  Parameters<NonNullable<FileSource[V]>> extends readonly [...infer Before, AbortSignal]
    ? Before
    : Parameters<NonNullable<FileSource[V]>> extends readonly [
          infer Query,
          AbortSignal,
          ...unknown[],
        ]
      ? [Query]
      : never

/** The source that the files behind a channel make, answered there. Its name says what is open just now. */
export function shelvedSource(
  id: string,
  nameNow: () => string,
  channel: Channel<FileAsk>,
): TraceSource {
  const call = <V extends FileVerb>(verb: V, args: Args<V>, signal: AbortSignal) =>
    channel.ask({ what: 'call', verb, args }, { signal }) as ReturnType<NonNullable<FileSource[V]>>
  return {
    id,
    get name() {
      return nameNow()
    },
    capabilities: FILE_CAPABILITIES,
    listServices: (signal) => call('listServices', [], signal),
    listOperations: (service, signal) => call('listOperations', [service], signal),
    listAttributeKeys: (service, signal) => call('listAttributeKeys', [service], signal),
    listAttributeValues: (key, service, signal) =>
      call('listAttributeValues', [key, service], signal),
    searchTraces: (query, signal) => call('searchTraces', [query], signal),
    fetchTrace: (traceId, signal) => call('fetchTrace', [traceId], signal),
    resolveSpans: (refs, signal) => call('resolveSpans', [refs], signal),
    findSpan: (id, signal) => call('findSpan', [id], signal),
    findLinksTo: (query, signal) => call('findLinksTo', [query], signal),
    countLinksTo: (traceId, signal) => call('countLinksTo', [traceId], signal),
    mapLinks: (scope, signal) => call('mapLinks', [scope], signal),
  }
}
