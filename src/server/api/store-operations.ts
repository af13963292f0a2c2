import { sampleChange, status } from '../../sources/local/schema.ts'
import { operation } from './operation.ts'

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
    handle: async (_, { sample }) => ({ traces: await sample.load() }),
  }),
  operation({
    id: 'removeSample',
    method: 'DELETE',
    path: '/sample',
    summary: 'Remove the sample scenario',
    description: 'Answers with the number of traces removed.',
    answer: sampleChange,
    handle: async (_, { sample }) => ({ traces: await sample.remove() }),
  }),
]
