import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { temporaryDirectory } from '../harness.ts'
import { ConfigError } from './config-error.ts'
import { parseConfig } from './config-file.ts'
import { type Configured, configure } from './configure.ts'
import { sourceSpec } from './source-spec.ts'

const NONE = { open: [], sources: [], configFile: null, local: true }

/** What a file configures, with files of secrets beside it. */
function configured(
  document: unknown,
  environment: Record<string, string> = {},
  files: Record<string, string> = {},
): Configured {
  using directory = temporaryDirectory()
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(directory.path, name, '..'), { recursive: true })
    writeFileSync(join(directory.path, name), content)
  }
  const configFile = join(directory.path, 'sources.json')
  writeFileSync(
    configFile,
    typeof document === 'string' ? document : JSON.stringify(document, null, 2),
  )
  return configure({ ...NONE, configFile }, environment)
}

function headersOf({ upstreams: [{ credentials }] }: Configured): Record<string, string> {
  const headers = {}
  credentials.addTo(headers)
  return headers
}

const errorOf = (run: () => unknown): string => {
  try {
    run()
    return 'none'
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
}

const JAEGER = { kind: 'jaeger', url: 'http://localhost:16686' }

describe('a file', () => {
  test('names sources, each with the defaults of its kind', () => {
    const { upstreams, local, warnings } = configured({
      sources: [
        JAEGER,
        { kind: 'tempo', id: 'eu', name: 'Tempo Europe', url: 'https://t/tempo', timeout: '2m' },
      ],
    })
    expect(
      upstreams.map(({ id, kind, name, url, timeout }) => [id, kind, name, url.href, timeout]),
    ).toEqual([
      ['jaeger', 'jaeger', 'jaeger', 'http://localhost:16686/', 30_000],
      ['eu', 'tempo', 'Tempo Europe', 'https://t/tempo', 120_000],
    ])
    expect([local, warnings]).toEqual([true, []])
  })

  test('can leave out the local store', () => {
    expect(configured({ local: false, sources: [JAEGER] }).local).toBe(false)
    expect(errorOf(() => configured({ local: false }))).toMatch(/--source/)
    expect(errorOf(() => configure({ ...NONE, local: false }, {}))).toMatch(/--source/)
  })

  test('adds to the sources of options', () => {
    using directory = temporaryDirectory()
    const configFile = join(directory.path, 'c.json')
    writeFileSync(configFile, JSON.stringify({ sources: [JAEGER] }))
    const options = { ...NONE, configFile, sources: [sourceSpec('tempo=http://t', '--source')] }
    expect(configure(options, {}).upstreams.map(({ id }) => id)).toEqual(['tempo', 'jaeger'])
    const twice = { ...options, sources: [sourceSpec('tempo:jaeger=http://t', '--source')] }
    expect(errorOf(() => configure(twice, {}))).toMatch(
      /^c\.json line 1, sources\[0\]\.id: .*the id jaeger/,
    )
  })

  test('that is not there is named', () => {
    expect(errorOf(() => configure({ ...NONE, configFile: '/nowhere/c.json' }, {}))).toBe(
      '--config /nowhere/c.json can’t be read: there is no such file.',
    )
  })
})

describe('what is wrong in a file is told with its line and path', () => {
  const source = (...lines: string[]) =>
    ['{', '  "sources": [', '    {', ...lines, '    }', '  ]', '}'].join('\n')
  const KIND = '"kind": "jaeger",'
  const URL = '"url": "http://localhost"'

  test.each([
    ['{\n  "sources": [\n', /^s\.json line 3: /],
    ['{\n  "source": []\n}', /^s\.json line 2, source: there is no such setting\.$/],
    ['[]', /^s\.json line 1: .*expected object/],
    ['{"local":\n"no"}', /^s\.json line 1, local: .*expected boolean/],
    [source(URL), /^s\.json line 3, sources\[0\]\.kind: /],
    [
      source('"kind": "zipkin",', URL),
      /^s\.json line 4, sources\[0\]\.kind: it is one of jaeger, tempo, victoria, signoz\.$/,
    ],
    [source('"kind": "jaeger"'), /^s\.json line 3, sources\[0\]\.url: .*expected string/],
    [source(KIND, '"url": "localhost"'), /^s\.json line 5, sources\[0\]\.url: .*http or https/],
    [source(KIND, '"url": "http://a:b@c"'), /^s\.json line 5, sources\[0\]\.url: .*password/],
    [source(KIND, '"url": "http://c/?x"'), /^s\.json line 5, sources\[0\]\.url: .*“\?”/],
    [source(KIND, URL, ',"id": "A b"'), /^s\.json line 6, sources\[0\]\.id: .*lower-case/],
    [source(KIND, URL, ',"id": "local"'), /^s\.json line 6, sources\[0\]\.id: .*taken/],
    [source(KIND, URL, ',"tokn": "x"'), /^s\.json line 6, sources\[0\]\.tokn: there is no such/],
    [source(KIND, URL, ',"__proto__": {}'), /^s\.json line 6, sources\[0\]\.__proto__: /],
    [source(KIND, URL, ',"token": 1'), /^s\.json line 6, sources\[0\]\.token: .*string/],
    [source(KIND, URL, ',"name": ""'), /^s\.json line 6, sources\[0\]\.name: /],
  ])('%#: %s', (text, message) => {
    const error = errorOf(() => parseConfig(text, 's.json', '/'))
    expect(error).toMatch(message)
    expect(error).toMatch(/^[^\n]+\.$/)
  })

  test.each([
    ['"timeout": "soon"', /timeout: .*30s/],
    ['"timeout": "11m"', /timeout: .*at most/],
    ['"tokenEnv": "MISSING"', /tokenEnv: the variable MISSING is not set/],
    ['"tokenEnv": "EMPTY"', /tokenEnv: the variable EMPTY is not set/],
    ['"tokenEnv": "LINES"', /tokenEnv: .*can’t be sent/],
    ['"tokenFile": "missing"', /tokenFile: the file .*missing can’t be read/],
    ['"tokenFile": "empty"', /tokenFile: it is empty/],
    ['"token": "x", "tokenEnv": "T"', /token: give one of token, tokenEnv and tokenFile/],
    ['"password": "x"', /username: a password needs a user name/],
    ['"username": "a:b"', /username: .*without a colon/],
    ['"token": "x", "username": "x"', /sources\[0\]: two credentials want the header Auth/],
    ['"apiKey": "x", "apiKeyHeader": "Cookie"', /apiKeyHeader: Cookie can’t/],
    ['"apiKey": "x", "apiKeyHeader": "a b"', /apiKeyHeader: a b can’t/],
    ['"tenant": "x", "tenantHeader": "Host"', /tenantHeader: Host can’t/],
    ['"token": "bad\\u0007"', /token: .*can’t be sent/],
  ])('%s', (settings, message) => {
    const error = errorOf(() =>
      configured(
        source(KIND, URL, `, ${settings}`),
        { T: 't', EMPTY: '', LINES: 'a\nb' },
        { empty: '\n' },
      ),
    )
    expect(error).toMatch(/^sources\.json line \d, sources\[0\]/)
    expect(error).toMatch(message)
    expect(error).toMatch(/^[^\n]+\.$/)
  })
})

describe('credentials', () => {
  const basic = `Basic ${Buffer.from('me:päss:word').toString('base64')}`
  const with_ = (settings: object, environment = {}, files = {}, kind = 'jaeger') =>
    headersOf(configured({ sources: [{ ...JAEGER, kind, ...settings }] }, environment, files))

  test('come from variables', () => {
    expect(with_({ tokenEnv: 'T' }, { T: 'abc' })).toEqual({ Authorization: 'Bearer abc' })
    expect(with_({ username: 'me', passwordEnv: 'P' }, { P: 'päss:word' })).toEqual({
      Authorization: basic,
    })
  })

  test('come from files, relative to the configuration, without the line end', () => {
    expect(with_({ tokenFile: 'secrets/t' }, {}, { 'secrets/t': 'abc\n' })).toEqual({
      Authorization: 'Bearer abc',
    })
  })

  test('come from variables with the id in their name, for sources of an option too', () => {
    const environment = {
      TRACE_LINK_EU_1_TOKEN: 'abc',
      TRACE_LINK_EU_1_API_KEY: 'key',
      TRACE_LINK_EU_TOKEN: 'other',
    }
    const sources = [sourceSpec('signoz:eu-1=https://a', '--source')]
    expect(headersOf(configure({ ...NONE, sources }, environment))).toEqual({
      Authorization: 'Bearer abc',
      'SIGNOZ-API-KEY': 'key',
    })
  })

  test('come from files named by such variables', () => {
    using directory = temporaryDirectory()
    const path = join(directory.path, 'key')
    writeFileSync(path, 'abc\n')
    const sources = [sourceSpec('tempo=https://a', '--source')]
    const environment = { TRACE_LINK_TEMPO_TOKEN_FILE: path }
    expect(headersOf(configure({ ...NONE, sources }, environment))).toEqual({
      Authorization: 'Bearer abc',
    })
    const missing = { TRACE_LINK_TEMPO_TOKEN_FILE: `${path}s` }
    expect(errorOf(() => configure({ ...NONE, sources }, missing))).toMatch(
      /^TRACE_LINK_TEMPO_TOKEN_FILE: .*can’t be read/,
    )
  })

  test.each([
    ['jaeger', 'a', { 'x-tenant': 'a' }],
    ['tempo', 'a|b', { 'X-Scope-OrgID': 'a|b' }],
    ['victoria', '12', { AccountID: '12' }],
    ['victoria', '12:34', { AccountID: '12', ProjectID: '34' }],
    ['signoz', 'a', { 'X-Tenant': 'a' }],
  ])('of a tenant of %s go into its headers: %s', (kind, tenant, headers) => {
    expect(with_({ tenant }, {}, {}, kind)).toEqual(headers)
  })

  test('go into the headers that the file names', () => {
    expect(with_({ tenantEnv: 'T', tenantHeader: 'X-Org' }, { T: 'a:b' }, {}, 'victoria')).toEqual({
      'X-Org': 'a:b',
    })
    expect(with_({ apiKeyEnv: 'T', apiKeyHeader: 'X-Key' }, { T: 'k' })).toEqual({ 'X-Key': 'k' })
  })

  test('in the file itself are taken with a warning that does not repeat them', () => {
    const settings = { username: 'me', password: 'hunter2', apiKey: 'hunter3', tenant: 'a' }
    const { warnings, ...rest } = configured({ sources: [{ ...JAEGER, ...settings }] })
    expect(warnings).toEqual([
      expect.stringMatching(/^sources\.json line 7, sources\[0\]\.password: .*passwordEnv/),
      expect.stringMatching(/^sources\.json line 8, sources\[0\]\.apiKey: .*apiKeyFile/),
    ])
    const everything = inspect([warnings, rest], { depth: 9 }) + JSON.stringify([warnings, rest])
    expect(everything).not.toMatch(/hunter/)
  })

  test('are in no message about what is wrong with them', () => {
    const wrong = [
      { token: 'hunter2\u0007' },
      { token: 'hunter2', username: 'hunter2' },
      { token: 'hunter2', tokenFile: 'x' },
      { password: 'hunter2' },
      { username: 'hunter2:', password: 'hunter2' },
      { apiKey: 'hunter2', apiKeyHeader: 'Host' },
      { token: ['hunter2'] },
      { url: 'http://me:hunter2@a' },
      { url: 'hunter2' },
      { kind: 'hunter2' },
      { id: 'hunter2 x' },
    ]
    for (const settings of wrong) {
      const error = errorOf(() => configured({ sources: [{ ...JAEGER, ...settings }] }))
      expect(error).toMatch(/^sources\.json line/)
      expect(error).not.toContain('hunter')
    }
  })
})
