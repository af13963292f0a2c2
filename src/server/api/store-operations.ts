import { epochNanosFromMillis } from '../../base/time.ts'
import { sampleChange, status } from '../../sources/local/schema.ts'
import { TRACES_PATH } from '../otlp-routes.ts'
import { CONTENT_TYPES } from '../receiver/answers.ts'
import { type ApiContext, operation } from './operation.ts'
import { ApiProblem } from './problem.ts'

/** The store itself: what is in it, its news, and the sample scenario. */
export const storeOperations = [
  operation({
    id: 'getStatus',
    method: 'GET',
    path: '/status',
    summary: 'What is stored, and where spans are received',
    answer: status,
    withoutStore: true,
    handle: (_, { store, version, otlpEndpoints, dataDirectory }) => {
      const { traces, spans, links, sampleTraces, removedBefore } = store.counts
      return {
        version,
        traces,
        spans,
        links,
        sampleTraces,
        otlpEndpoints: [...otlpEndpoints],
        dataDirectory,
        removedBefore: removedBefore === null ? null : String(removedBefore),
      }
    },
  }),
  operation({
    id: 'watchArrivals',
    method: 'GET',
    path: '/events',
    summary: 'Notice of spans that arrive',
    description:
      'Server-sent events. An event `traces` has an ArrivalNotice as its data; what happens within 200 ms shares one.',
    otherMedia: { 'text/event-stream': 'Events `traces`.' },
    handle: ({ request }, { notices }) => notices.subscribe(request.signal),
  }),
  operation({
    id: 'loadSample',
    method: 'POST',
    path: '/sample',
    summary: 'Load the sample scenario',
    description: 'Does nothing when it is loaded already. Answers with the number of its traces.',
    answer: sampleChange,
    handle: async (_, context) => ({ traces: await loadSample(context) }),
  }),
  operation({
    id: 'removeSample',
    method: 'DELETE',
    path: '/sample',
    summary: 'Remove the sample scenario',
    description: 'Answers with the number of traces removed.',
    answer: sampleChange,
    handle: (_, { store }) => ({ traces: store.removeSample() }),
  }),
]

/** Sends the sample through the receiver, as any SDK would; the number of its traces. */
export async function loadSample(
  context: Pick<ApiContext, 'store' | 'receiver' | 'sampleRequests'>,
): Promise<number> {
  const { store, receiver, sampleRequests } = context
  store.dismissSample(false)
  if (store.counts.sampleTraces > 0) return store.counts.sampleTraces
  for (const body of sampleRequests(epochNanosFromMillis(Date.now()))) {
    const answer = await receiver(
      new Request(`http://localhost${TRACES_PATH}`, {
        method: 'POST',
        headers: { 'content-type': CONTENT_TYPES.protobuf },
        body: body as BodyInit,
      }),
    )
    if (!answer.ok) {
      throw new ApiProblem(503, 'unavailable', 'The sample could not be stored.')
    }
  }
  return store.counts.sampleTraces
}
