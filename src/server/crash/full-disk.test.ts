import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import type { SpanRef } from '../../model/ids.ts'
import { protoOf } from '../../testing/documents.ts'
import { Random } from '../../testing/random.ts'
import { requestSpans } from '../../testing/sent-spans.ts'
import { temporaryDirectory } from '../harness.ts'
import { databaseFacts } from './database-facts.ts'

const MAIN = resolve(import.meta.dirname, '../main.ts')
/** Of 512 bytes: no file grows beyond some 2 MB, as if the disk were full there. */
const BLOCKS = 4000

// Windows has no limit of this kind.
test.skipIf(process.platform === 'win32')(
  'a disk without room is told to the sender, and what was acknowledged before is there',
  async () => {
    using directory = temporaryDirectory()
    const args = [
      MAIN,
      '--port',
      '0',
      '--otlp-port',
      'off',
      '--no-sample',
      '--data',
      directory.path,
    ]
    // Without the trap the system would end the process instead of refusing to write.
    const command = `trap '' XFSZ; ulimit -f ${BLOCKS}; exec "$0" "$@"`
    const child = spawn('sh', ['-c', command, process.execPath, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let said = ''
    child.stderr.on('data', (chunk) => (said += String(chunk)))
    child.stdout.on('data', (chunk) => (said += String(chunk)))
    while (!/^Data /m.test(said)) await once(child.stdout, 'data')
    const [url = ''] = /http:\/\/localhost:\d+/.exec(said) ?? []

    const acknowledged: SpanRef[] = []
    const random = new Random(1)
    let refusal: Response | null = null
    for (let sent = 0; sent < 2000 && refusal === null; sent++) {
      const spans = requestSpans(random, [])
      const answer = await fetch(`${url}/v1/traces`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-protobuf' },
        body: protoOf(spans) as BodyInit,
      })
      if (answer.ok) acknowledged.push(...spans.map(({ ref }) => ref))
      else refusal = answer
    }
    expect(refusal?.status).toBe(503)
    expect(refusal?.headers.get('retry-after')).not.toBeNull()
    expect(await refusal?.text()).toMatch(/full|Check the disk/)
    expect((await fetch(`${url}/api/v1/traces`)).status).toBe(200)
    expect((await fetch(`${url}/api/v1/traces/${acknowledged[0].traceId}`)).status).toBe(200)

    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    await ended
    const { integrity, contradictions, spans } = databaseFacts(directory.path)
    expect([integrity, contradictions]).toEqual(['ok', []])
    const lost = acknowledged.filter(({ traceId, spanId }) => !spans.has(`${traceId}:${spanId}`))
    expect(lost).toEqual([])
    expect(acknowledged.length).toBeGreaterThan(100)
  },
  120_000,
)
