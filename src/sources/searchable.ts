import { type Capabilities, type SearchPart, SourceError, type TraceQuery } from './source.ts'

/** The parts that a search asks for. */
function partsOf(query: TraceQuery): SearchPart[] {
  const asked: Partial<Record<SearchPart, boolean>> = {
    anyService: query.service === null,
    operation: query.operation !== null,
    attributes: query.attributes.length > 0,
    statusOk: query.status === 'ok',
    statusError: query.status === 'error',
    statusUnset: query.status === 'unset',
    duration: query.minDuration !== null || query.maxDuration !== null,
    linksOut: query.links === 'out',
    linksIn: query.links === 'in',
    linksTo: query.linksTo !== null,
  }
  return (Object.keys(asked) as SearchPart[]).filter((part) => asked[part])
}

/** @throws SourceError `unsupported` with the source's reason for the first part that it can't answer */
export function refuseUnsearchable(
  query: TraceQuery,
  { unsearchable, queryLanguage }: Capabilities,
): void {
  if (query.traceIds) return
  if (query.raw !== undefined) {
    if (queryLanguage !== undefined) return
    throw new SourceError('unsupported', 'This source has no query language of its own.')
  }
  for (const part of partsOf(query)) {
    const reason = unsearchable[part]
    if (reason !== undefined) throw new SourceError('unsupported', reason)
  }
}
