import { formatCount } from '../../base/format.ts'
import { backlinksIn } from '../backlinks.ts'
import type { BacklinkPage, LinksToQuery, ScanScope, Searched } from '../source.ts'
import type { SpanReader } from './reader.ts'

/**
 * Who links to a span: SigNoz finds spans by the text of their links, and every link is read and compared, as the two ids may
 * stand in different ones. Null where it can't be asked that.
 */
export async function findLinks(
  reader: SpanReader,
  target: LinksToQuery,
  { from, to, services }: ScanScope,
  signal: AbortSignal,
): Promise<(BacklinkPage & { readonly searched: Searched }) | null> {
  const spans = await reader.linkingTo(target, { from, to }, services, signal)
  if (!spans) return null
  const backlinks = backlinksIn(spans.batch, target)
  backlinks.sort((a, b) => Number(a.from.start - b.from.start))
  const leftOut = spans.more
    ? [
        `Only the first ${formatCount(spans.batch.length)} spans that may link to this one were read.`,
      ]
    : []
  const searched = { from, to, services, traces: null, leftOut }
  return { backlinks, total: backlinks.length, cursor: null, searched }
}
