import type { ServerResponse } from 'node:http'
import { inspect } from 'node:util'
import { brotliCompressSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { describe, expect, test, vi } from 'vitest'
import {
  PATH,
  SECRET,
  SECRET_FORMS,
  TOKEN,
  type Staged,
  answerJson,
  stage,
  withCredentials,
} from './staged-upstream.ts'

describe('credentials are never told', () => {
  const logged: string[] = []
  for (const name of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    vi.spyOn(console, name).mockImplementation((...parts: unknown[]) => {
      logged.push(parts.map((part) => inspect(part, { depth: 9, showHidden: true })).join(' '))
    })
  }

  /** Everything that anyone gets to see of an exchange. */
  async function seen(staged: Staged, path: string, init?: RequestInit): Promise<string> {
    const answer = await staged.call(path, init)
    const body = await answer.text().catch((error: unknown) => inspect(error, { depth: 9 }))
    const menu = await (await staged.app.call('/api/v1/sources')).text()
    return [
      body,
      menu,
      inspect([...answer.headers], { depth: 9 }),
      inspect(staged.app.errors, { depth: 9 }),
      inspect(staged.upstream, { depth: 9 }),
      JSON.stringify(staged.upstream),
      ...logged,
    ].join('\n')
  }

  /** What a careless server does: repeats in its error what it was sent. */
  const echo = SECRET_FORMS.map((form) => `refused: ${form}.`).join('\n')
  const answers: Readonly<Record<string, (response: ServerResponse) => void>> = {
    'an answer': (response) => answerJson(response),
    'a refusal': (response) => response.writeHead(401).end(echo),
    'a refusal in JSON': (response) =>
      response.writeHead(403).end(JSON.stringify({ error: { message: SECRET, keys: echo } })),
    'headers of an answer': (response) =>
      response.setHeader('www-authenticate', TOKEN).setHeader('location', TOKEN).end('{}'),
    'a redirect': (response) => response.writeHead(302, { location: `/?token=${TOKEN}` }).end(echo),
    'an answer that breaks off': (response) => {
      response.writeHead(200).write('{')
      setImmediate(() => response.destroy())
    },
    'no answer': (response) => response.destroy(),
    'a very long refusal': (response) =>
      response.writeHead(400).end('x'.repeat(64 * 1024 - 5) + echo),
    'a refusal in gzip': (response) =>
      response.writeHead(401, { 'content-encoding': 'gzip' }).end(gzipSync(echo)),
    'a refusal in brotli': (response) =>
      response.writeHead(401, { 'content-encoding': 'br' }).end(brotliCompressSync(echo)),
    'a refusal in zstd': (response) =>
      response.writeHead(401, { 'content-encoding': 'zstd' }).end(zstdCompressSync(echo)),
    'a refusal in something unknown': (response) =>
      response.writeHead(401, { 'content-encoding': 'rot13' }).end(echo),
    'a refusal that is no gzip': (response) =>
      response.writeHead(401, { 'content-encoding': 'gzip' }).end(echo),
  }

  test.each(Object.entries(answers))('by %s', async (_, answer) => {
    await using staged = await stage(answer, { credentials: withCredentials() })
    const everything = await seen(staged, PATH)
    for (const form of SECRET_FORMS) expect(everything).not.toContain(form)
    // The source did get them.
    expect(staged.received[0].headers['signoz-api-key']).toBe(TOKEN)
  })

  test('and the rest of a refusal is there', async () => {
    await using staged = await stage((response) => response.writeHead(401).end(echo), {
      credentials: withCredentials(),
    })
    const text = await (await staged.call(PATH)).text()
    expect(text).toBe(SECRET_FORMS.map(() => 'refused: [removed].').join('\n'))
  })

  test('by a request that is refused here', async () => {
    await using staged = await stage((response) => answerJson(response), {
      credentials: withCredentials(),
    })
    for (const [path, method] of [
      ['/nothing', 'GET'],
      [PATH, 'POST'],
    ] as const) {
      const everything = await seen(staged, path, { method })
      for (const form of SECRET_FORMS) expect(everything).not.toContain(form)
    }
  })
})
