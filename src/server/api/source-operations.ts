import * as z from 'zod/mini'
import { FILES_ID, GATEWAY_PATH, sourcesAnswer } from '../../sources/gateway-schema.ts'
import { type ServableFile, fileAnswer } from '../opened-files.ts'
import { API_PATH } from './api-path.ts'
import { operation } from './operation.ts'
import { ApiProblem } from './problem.ts'

/** Which sources of traces there are. */
export const sourceOperations = [
  operation({
    id: 'listSources',
    method: 'GET',
    path: '/sources',
    summary: 'Sources of traces, and whether they answer',
    description:
      'The local store first, then the files opened with --open, then the sources configured, whose own HTTP API is at `base`. Health is at most 5 s old; a ' +
      'source that takes longer than 1 s to answer for the first time is `unknown`.',
    answer: sourcesAnswer,
    withoutStore: true,
    handle: async (_, { upstreams, health, local, files }) => ({
      sources: [
        ...(local ? [LOCAL] : []),
        ...(files.length > 0 ? [sourceOf(files)] : []),
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
  operation({
    id: 'getFile',
    method: 'GET',
    path: '/files/{number}',
    summary: 'A file that was opened with --open',
    description: 'Its bytes as they are, compressed or not. No other file can be had.',
    params: z.object({ number: z.string().check(z.regex(/^[1-9]\d{0,8}$/)) }),
    about: { number: 'In the order of the command line, from 1.' },
    otherMedia: { 'application/octet-stream': 'The bytes of the file.' },
    notFound: true,
    withoutStore: true,
    handle: ({ params: { number } }, { files }) => {
      const file = files[Number(number) - 1]
      if (!file) throw new ApiProblem(404, 'notFound', `There is no file ${number}.`)
      return fileAnswer(file)
    },
  }),
]

function sourceOf(files: readonly ServableFile[]) {
  const [{ name }, ...more] = files
  return {
    id: FILES_ID,
    kind: 'file' as const,
    name: more.length === 0 ? name : `${name} and ${more.length} more`,
    base: '',
    files: files.map((file, i) => ({
      name: file.name,
      href: `${API_PATH}/files/${i + 1}`,
      size: file.size,
    })),
    health: { state: 'ok' as const, message: null },
  }
}

/** Whoever gets this answer has reached it. */
const LOCAL = {
  id: 'local',
  kind: 'local' as const,
  name: 'local',
  base: '',
  health: { state: 'ok' as const, message: null },
}
