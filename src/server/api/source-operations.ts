import { GATEWAY_PATH, sourcesAnswer } from '../../sources/gateway-schema.ts'
import { operation } from './operation.ts'

/** Which sources of traces there are. */
export const sourceOperations = [
  operation({
    id: 'listSources',
    method: 'GET',
    path: '/sources',
    summary: 'Sources of traces, and whether they answer',
    description:
      'The local store first, then the sources configured, whose own HTTP API is at `base`. Health is at most 5 s old; a ' +
      'source that takes longer than 1 s to answer for the first time is `unknown`.',
    answer: sourcesAnswer,
    withoutStore: true,
    handle: async (_, { upstreams, health, local }) => ({
      sources: [
        ...(local ? [LOCAL] : []),
        ...(await Promise.all(
          upstreams.map(async (upstream) => ({
            id: upstream.id,
            kind: upstream.kind,
            name: upstream.name,
            base: `${GATEWAY_PATH}/${upstream.id}`,
            health: await health.of(upstream),
          })),
        )),
      ],
    }),
  }),
]

/** Whoever gets this answer has reached it. */
const LOCAL = {
  id: 'local',
  kind: 'local' as const,
  name: 'local',
  base: '',
  health: { state: 'ok' as const, message: null },
}
