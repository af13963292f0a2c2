import { afterEach, describe, expect, it, vi } from 'vitest'
import { SourceError } from '../sources/source.ts'
import { staticList } from './source-list.ts'

const { signal } = new AbortController()
const CONFIG = '{"sources":[{"kind":"tempo","url":"https://tempo.example/"}]}'

/** The host's answers, one after the other. */
function hostAnswers(...answers: (() => Response)[]) {
  const asked: string[] = []
  vi.stubGlobal('fetch', async (url: string) => {
    asked.push(url)
    const answer = answers[Math.min(asked.length, answers.length) - 1]
    return answer()
  })
  return asked
}

const answer = (status: number, body: string) => () => new Response(body, { status })
const entries = () => staticList('https://site.example/x/config.json').entries(signal)

afterEach(() => vi.unstubAllGlobals())

describe('the list of a static site', () => {
  it('is what its config.json names, at the sources’ own addresses', async () => {
    const asked = hostAnswers(answer(200, CONFIG))
    expect(await entries()).toEqual([
      {
        id: 'tempo',
        kind: 'tempo',
        name: 'tempo',
        base: 'https://tempo.example',
        health: { state: 'unknown', message: null },
      },
    ])
    expect(asked).toEqual(['https://site.example/x/config.json'])
  })

  it.each([
    ['404', answer(404, 'Not found')],
    ['403, as stores of files say it', answer(403, '<Error/>')],
    ['the page of a single-page app', answer(200, '\n<!doctype html><title>app</title>')],
  ])('is empty where there is no such file: %s', async (_, missing) => {
    hostAnswers(missing)
    expect(await entries()).toEqual([])
  })

  it('is read once', async () => {
    const asked = hostAnswers(answer(200, CONFIG))
    const list = staticList('https://site.example/config.json')
    await list.entries(signal)
    await list.entries(signal)
    expect(asked).toHaveLength(1)
  })

  it('is read again after a failure, which says what failed', async () => {
    hostAnswers(answer(500, 'oh'), answer(200, CONFIG))
    const list = staticList('https://site.example/config.json')
    await expect(list.entries(signal)).rejects.toThrow('its host answered 500')
    expect(await list.entries(signal)).toHaveLength(1)
  })

  it('says that its host does not answer', async () => {
    hostAnswers(() => {
      throw new TypeError('Failed to fetch')
    })
    await expect(entries()).rejects.toThrow(SourceError)
    await expect(entries()).rejects.toThrow('its host does not answer')
  })

  it('says what is wrong in the file', async () => {
    hostAnswers(answer(200, '{"sources":[{"kind":"tempo"}]}'))
    await expect(entries()).rejects.toThrow('config.json, sources[0].url')
  })
})
