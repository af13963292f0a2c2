import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { API_PATH } from './api/api-path.ts'
import { openApp, temporaryDirectory } from './harness.ts'
import { servableFiles } from './opened-files.ts'

let directory: ReturnType<typeof temporaryDirectory>
const pathOf = (name: string) => join(directory.path, name)
beforeEach(() => {
  directory = temporaryDirectory()
  writeFileSync(pathOf('orders.json'), '{"resourceSpans": []}')
  writeFileSync(pathOf('empty.json'), '')
  writeFileSync(pathOf('secret.json'), 'secret')
})
afterEach(() => directory[Symbol.dispose]())

const served = () =>
  openApp({ files: servableFiles(['orders.json', 'empty.json'], directory.path) })

describe('a file to open', () => {
  test('is named relative to where it was typed', () => {
    const files = servableFiles(['orders.json', pathOf('empty.json')], directory.path)
    expect(files).toEqual([
      { name: 'orders.json', path: pathOf('orders.json'), size: 21 },
      { name: 'empty.json', path: pathOf('empty.json'), size: 0 },
    ])
  })

  test('that is missing, or none, ends the start with one sentence', () => {
    mkdirSync(pathOf('folder'))
    const open = (name: string) => () => servableFiles([name], directory.path)
    expect(open('gone.json')).toThrow('--open gone.json: there is no such file.')
    expect(open('folder')).toThrow('--open folder: this is a directory; name the files in it.')
    expect(open('/dev/null')).toThrow('--open /dev/null: this is not a file.')
  })
})

describe('opened files', () => {
  test('are one source, after the local store', async () => {
    const answer = await served().call(`${API_PATH}/sources`)
    const { sources } = (await answer.json()) as { sources: unknown[] }
    expect(sources).toEqual([
      expect.objectContaining({ id: 'local' }),
      {
        id: 'files',
        kind: 'file',
        name: 'orders.json and 1 more',
        base: '',
        files: [
          { name: 'orders.json', href: `${API_PATH}/files/1`, size: 21 },
          { name: 'empty.json', href: `${API_PATH}/files/2`, size: 0 },
        ],
        health: { state: 'ok', message: null },
      },
    ])
  })

  test('are handed out as they are now, and nothing else is', async () => {
    const app = served()
    writeFileSync(pathOf('orders.json'), 'longer than it was before')
    const answer = await app.call(`${API_PATH}/files/1`)
    expect(answer.headers.get('content-type')).toBe('application/octet-stream')
    expect(answer.headers.get('cross-origin-resource-policy')).toBe('same-origin')
    expect(answer.headers.get('content-length')).toBe('25')
    expect(await answer.text()).toBe('longer than it was before')
    expect(await (await app.call(`${API_PATH}/files/2`)).text()).toBe('')
    for (const other of ['3', '0', '01', '-1', '1x', 'secret.json', '..%2Fsecret.json', '%2e%2e']) {
      const refused = await app.call(`${API_PATH}/files/${other}`)
      expect([400, 404]).toContain(refused.status)
      expect(await refused.text()).not.toContain('secret"')
    }
  })

  test('are there where no spans are kept', async () => {
    const app = openApp({ local: false, files: servableFiles(['orders.json'], directory.path) })
    expect((await app.call(`${API_PATH}/files/1`)).status).toBe(200)
  })

  test('that are gone say so', async () => {
    const app = served()
    rmSync(pathOf('orders.json'))
    const answer = await app.call(`${API_PATH}/files/1`)
    expect(answer.status).toBe(404)
    expect(await answer.json()).toEqual({
      error: { code: 'notFound', message: 'The file orders.json is no longer there.' },
    })
  })

  test('are handed out to this machine’s own pages alone', async () => {
    const headers = { host: 'evil.example' }
    expect((await served().call(`${API_PATH}/files/1`, { headers })).status).toBe(403)
  })
})
