import type { Explorer } from '../queries/explorer.ts'
import { traceQuery } from '../queries/options.ts'
import type { SpanKey } from '../model/ids.ts'
import { spanKey } from '../model/ids.ts'
import type { Absence } from '../model/link-target.ts'
import { type Resolution, SourceError, type TraceSource } from '../sources/source.ts'
import { draw, drawnRef, drawnTraceId } from '../testing/trace-notation.ts'
import { never, stagedExplorer, stagedSource } from './stage.ts'

/** A panel in one of its states. */
export interface Stage {
  readonly title: string
  /** A line or two is all that there is to see. */
  readonly short: boolean
  readonly explorer: Explorer
}

const { spans } = draw(`
  trace order
  -60000--59000 shop receive-order server order.id=A-1
  trace batch
  0-1000 batch nightly-run
    10-990 batch process-batch consumer batch.size=9 !dropped-links=2 #run -> order/receive-order(order.id=A-1) -> order/receive-order(order.id=A-1) -> gone/a -> part/b -> closed/c -> down/d -> slow/e -> item -> run -> nightly-run
      100-300 batch handle #item !error
      950-1200 db "UPDATE orders" client
    20-30 batch stray ^nowhere`)

const WHY: Readonly<Record<string, Absence>> = {
  'gone/a': { reason: 'trace not found', removedBefore: null },
  'part/b': { reason: 'span not in its trace' },
  'closed/c': { reason: 'access denied', message: 'The tenant of this trace is another.' },
  'down/d': { reason: 'source failed', message: 'The source answered with status 503.' },
}
const ABSENT = new Map<SpanKey, Absence>(
  Object.entries(WHY).map(([path, why]) => [spanKey(drawnRef(path)), why]),
)

const DOWN = new SourceError('unreachable', 'The source does not answer: connection refused.')
const fail = () => Promise.reject(DOWN)

/** Every state that a panel can be in, made anew for each theme. */
export async function makeStages(): Promise<Stage[]> {
  const whole = await stagedSource(spans)
  const batch = drawnTraceId('batch')
  const run = `/trace/${batch}?span=${drawnRef('batch/run').spanId}`
  const order = `/trace/${drawnTraceId('order')}?span=${drawnRef('order/receive-order').spanId}`
  const on = (title: string, href: string, odd: Partial<TraceSource> = {}): Stage => ({
    title,
    short: false,
    explorer: stagedExplorer({ ...whole, ...odd }, href),
  })
  const stale = on('A trace that could not be read again', run)
  await stale.explorer.queries.prefetchQuery(traceQuery(stale.explorer, batch))
  Object.assign(stale.explorer.source, { fetchTrace: fail })
  stale.explorer.readAgain()

  const resolveSpans: TraceSource['resolveSpans'] = async (refs, signal) => {
    const [known] = await whole.resolveSpans([drawnRef('order/receive-order')], signal)
    return refs.map((ref): Resolution => {
      const why = ABSENT.get(spanKey(ref))
      return why ? { ref, span: null, why } : { ...known, ref }
    })
  }
  return [
    { ...on('A trace on its way', run, { fetchTrace: never }), short: true },
    { ...on('A trace that is not there', `/trace/${drawnTraceId('none')}`), short: true },
    { ...on('A trace that could not be read', run, { fetchTrace: fail }), short: true },
    stale,
    on('A trace with everything odd', run),
    on('Its table in groups', `${run}&view=table&group=operation`),
    on('No span matches the filters', `${run}&services=none`),
    on('Links of every kind', `${run}&tab=links`, { resolveSpans }),
    on('Links on their way', `${run}&tab=links`, { resolveSpans: never }),
    on('Linked from, being searched', `${run}&tab=linked-from`, {
      capabilities: { ...whole.capabilities, linkedFrom: 'scan' },
      findLinksTo(_target, _signal, onProgress) {
        onProgress?.({
          traces: 1200,
          backlinks: [],
          searched: { from: 0n, to: 0n, services: null, traces: 1200, leftOut: [] },
          done: 3,
          of: 24,
        })
        return never()
      },
    }),
    on('Linked from, which could not be answered', `${run}&tab=linked-from`, {
      findLinksTo: fail,
    }),
    on('A link graph', `${run}&view=graph`),
    on('A link graph on its way', `${run}&view=graph`, { resolveSpans: never }),
    on('A link graph whose traces could not be read', `${run}&view=graph`, { resolveSpans: fail }),
    on('A journey', `${order}&view=journey`),
    on('A journey on its way', `${order}&view=journey`, { findLinksTo: never }),
    on('A link map', '/map'),
    on('A link map that could not be made', '/map', { mapLinks: fail }),
    on('A link map on its way', '/map', { mapLinks: never }),
    on('Traces', '/'),
    on('No trace matches', '/?service=none'),
    on('Traces on their way', '/', { searchTraces: never }),
    on('Traces that could not be searched', '/', { searchTraces: fail }),
    on('What a source can’t answer', '/', {
      capabilities: {
        ...whole.capabilities,
        unsearchable: {
          operation: 'This source finds traces by service alone.',
          linksTo: 'This source has no index of links.',
          statusOk: 'This source knows only failed spans.',
        },
      },
    }),
  ]
}
