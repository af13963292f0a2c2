import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SourceError } from './source.ts'
import { parseStaticConfig } from './static-config.ts'

const jaeger = { kind: 'jaeger', url: 'https://jaeger.example' }
const read = (...sources: object[]) => parseStaticConfig(JSON.stringify({ sources }))

function messageOf(parse: () => unknown): string {
  try {
    parse()
  } catch (error) {
    if (error instanceof SourceError && error.code === 'malformed') return error.message
    throw error
  }
  throw new Error('nothing was wrong')
}

describe('config.json', () => {
  it('names sources, whose id is their kind and whose name is their id unless given', () => {
    expect(read(jaeger, { ...jaeger, kind: 'tempo', id: 'eu', name: 'Tempo Europe' })).toEqual([
      { kind: 'jaeger', id: 'jaeger', name: 'jaeger', url: 'https://jaeger.example' },
      { kind: 'tempo', id: 'eu', name: 'Tempo Europe', url: 'https://jaeger.example' },
    ])
  })

  it('is as docs/sources.md shows it', () => {
    const docs = readFileSync(new URL('../../docs/sources.md', import.meta.url), 'utf8')
    const section = docs.slice(docs.indexOf('## Without the server'))
    const [, example] = /```json\n([\s\S]*?)```/.exec(section) ?? []
    expect(parseStaticConfig(example).map(({ id }) => id)).toEqual(['jaeger', 'eu'])
  })

  it('may name none', () => {
    expect(read()).toEqual([])
  })

  it('takes a path in the address, and drops the slash at its end', () => {
    const [{ url }] = read({ ...jaeger, url: 'http://traces.example/jaeger//' })
    expect(url).toBe('http://traces.example/jaeger')
  })
})

describe('an error in config.json names the key', () => {
  it.each([
    [{ ...jaeger, colour: 'red' }, 'config.json, sources[0].colour: there is no such setting.'],
    [
      { ...jaeger, ['__proto__']: 1 },
      'config.json, sources[0].__proto__: there is no such setting.',
    ],
    [{ ...jaeger, url: 'jaeger.example' }, 'config.json, sources[0].url: the address has to begin'],
    [{ ...jaeger, url: 'javascript:alert(1)' }, 'config.json, sources[0].url: the address'],
    [{ ...jaeger, url: 'https://' }, 'config.json, sources[0].url: the address has to begin'],
    [
      { ...jaeger, url: 'https://j.example/?x=1' },
      'config.json, sources[0].url: an address has no',
    ],
    [{ ...jaeger, id: 'EU west' }, 'config.json, sources[0].id: an id has up to 40'],
    [{ ...jaeger, id: 'local' }, 'config.json, sources[0].id: the id local is taken.'],
    [{ ...jaeger, kind: 'zipkin' }, 'config.json, sources[0].kind: Invalid option'],
    [{ kind: 'jaeger' }, 'config.json, sources[0].url: Invalid input'],
  ])('%j', (source, message) => {
    expect(messageOf(() => read(source))).toContain(message)
  })

  it('also where two sources have one id', () => {
    expect(messageOf(() => read(jaeger, jaeger))).toContain('sources[1].id: there is another')
  })

  it('also outside of the sources', () => {
    expect(messageOf(() => parseStaticConfig('{}'))).toContain('config.json, sources: ')
    expect(messageOf(() => parseStaticConfig('{"sources":[],"local":true}'))).toBe(
      'config.json, local: there is no such setting.',
    )
  })

  it('a file that is no JSON is said to be none', () => {
    expect(messageOf(() => parseStaticConfig('{"sources":'))).toMatch(/^config\.json is not JSON: /)
  })
})

describe('credentials in config.json are refused, with the way to give them', () => {
  it.each(['token', 'apiKey', 'api_key', 'password', 'Authorization', 'headers', 'tenant'])(
    '%s',
    (key) => {
      const message = messageOf(() => read({ ...jaeger, also: 1, [key]: 'hush-hush' }))
      expect(message).toContain(`sources[0].${key}: `)
      expect(message).toContain('gateway')
      expect(message).not.toContain('hush-hush')
    },
  )

  it.each(['https://me:hush-hush@j.example', 'https://hush-hush@j.example'])('%s', (url) => {
    const message = messageOf(() => read({ ...jaeger, url }))
    expect(message).toContain('sources[0].url: ')
    expect(message).toContain('gateway')
    expect(message).not.toContain('hush-hush')
  })
})

const almost = fc.record(
  {
    kind: fc.oneof(fc.constantFrom('jaeger', 'tempo', 'signoz', 'local'), fc.jsonValue()),
    id: fc.oneof(fc.string(), fc.jsonValue()),
    name: fc.oneof(fc.string(), fc.jsonValue()),
    url: fc.oneof(fc.webUrl(), fc.string(), fc.jsonValue()),
  },
  { requiredKeys: [] },
)

it('whatever the file holds, it is read or refused with a reason', () => {
  const text = fc.oneof(
    fc.string(),
    fc.json(),
    fc.array(fc.oneof(almost, fc.jsonValue())).map((sources) => JSON.stringify({ sources })),
  )
  fc.assert(
    fc.property(text, (content) => {
      let sources
      try {
        sources = parseStaticConfig(content)
      } catch (error) {
        expect(error).toBeInstanceOf(SourceError)
        expect((error as SourceError).message).toMatch(/^config\.json/)
        return
      }
      for (const { url, id } of sources) {
        expect(new URL(url).protocol).toMatch(/^https?:$/)
        expect(id).toMatch(/^[a-z0-9-]+$/)
      }
    }),
    { numRuns: 2000 },
  )
})
