import { SourceError, type TraceSource } from './source.ts'

/** Stands where no source of traces was named: it holds nothing, and every verb says why. */
export function noSource(): TraceSource {
  const refuse = () =>
    Promise.reject(new SourceError('unsupported', 'There is no source of traces here.'))
  return {
    id: 'none',
    name: 'no source',
    capabilities: {
      linkedFrom: 'none',
      linkAttributes: false,
      resolveAtOnce: 1,
      watch: false,
      attributeNames: false,
      unsearchable: {},
    },
    listServices: refuse,
    listOperations: refuse,
    listAttributeKeys: refuse,
    listAttributeValues: refuse,
    searchTraces: refuse,
    fetchTrace: refuse,
    resolveSpans: refuse,
    findLinksTo: refuse,
  }
}
