import { describe, expect, test } from 'vitest'
import { parseOptions } from './options.ts'

const parse = (...args: string[]) => parseOptions(args, {}, '/project/.data')

function options(...args: string[]) {
  const parsed = parse(...args)
  return 'options' in parsed ? parsed.options : expect.unreachable()
}

test('without arguments everything has its default', () => {
  expect(options()).toEqual({
    host: '127.0.0.1',
    port: 4319,
    otlpPort: 4318,
    dataDirectory: '/project/.data',
    retention: 7 * 86_400_000,
    maxSpans: 5_000_000,
    maxBodyBytes: 20 * 1024 * 1024,
    sample: true,
    allowHosts: [],
    embedOrigins: [],
    frameAncestors: ["'self'"],
    local: true,
    sources: [],
    open: [],
    configFile: null,
  })
})

test('every option is read', () => {
  const args =
    '--port 1 --otlp-port=2 --host :: --data d --retention 90m --max-spans 5 --max-body 1 --no-sample --allow-host a --allow-host b --embed-origin https://a.example/ --embed-origin HTTP://localhost:1 --frame-ancestors https://*.example.com --config f'
  expect(options(...args.split(' '))).toEqual({
    host: '::',
    port: 1,
    otlpPort: 2,
    dataDirectory: 'd',
    retention: 90 * 60_000,
    maxSpans: 5,
    maxBodyBytes: 1024 * 1024,
    sample: false,
    allowHosts: ['a', 'b'],
    embedOrigins: ['https://a.example', 'http://localhost:1'],
    frameAncestors: ['https://*.example.com'],
    local: true,
    sources: [],
    open: [],
    configFile: 'f',
  })
})

test('PORT is the port where no option names it', () => {
  const port = (args: string[], PORT: string) => {
    const parsed = parseOptions(args, { PORT }, '/data')
    return 'options' in parsed ? parsed.options.port : parsed
  }
  expect(port([], '8080')).toBe(8080)
  expect(port(['--port', '9090'], '8080')).toBe(9090)
  expect(port([], '')).toBe(4319)
  expect(port([], 'x')).toEqual({ error: expect.stringContaining('PORT x') })
})

test('--open takes several files, as a shell gives them for *.json', () => {
  expect(options('--open', 'a', 'b', '--memory', '--open', 'c').open).toEqual(['a', 'c', 'b'])
  expect(parse('--open', '')).toEqual({ error: '--open is empty.' })
  expect(parse('a.json')).toEqual({ error: "Unexpected argument 'a.json'. See --help." })
})

describe('sources', () => {
  const named = (args: string[], TRACE_LINK_SOURCES = '') => {
    const parsed = parseOptions(args, { TRACE_LINK_SOURCES }, '/data')
    const { sources } = 'options' in parsed ? parsed.options : expect.unreachable()
    return sources.map(({ kind, id, url }) => `${kind} ${id} ${url.href}`)
  }

  test('are named by an option, with an id or with that of their kind', () => {
    const args = ['--source', 'jaeger=http://a:1/x/', '--source=tempo:eu-1=https://b']
    expect(named(args)).toEqual(['jaeger jaeger http://a:1/x/', 'tempo eu-1 https://b/'])
  })

  test('are named by a variable as well, after them', () => {
    const variable = ' victoria=http://c\n\tsignoz:cloud=https://d '
    expect(named(['--source', 'jaeger=http://a'], variable)).toEqual([
      'jaeger jaeger http://a/',
      'victoria victoria http://c/',
      'signoz cloud https://d/',
    ])
  })

  test('that are misnamed are refused without a word of what may be a password', () => {
    const texts = ['http://me:hunter2@a', 'jaeger=http://me:hunter2@a', 'jaeger:hunter2:x=http://a']
    for (const text of texts) {
      for (const parsed of [
        parse('--source', text),
        parseOptions([], { TRACE_LINK_SOURCES: text }, '/data'),
      ]) {
        expect(parsed).toEqual({ error: expect.not.stringContaining('hunter2') })
      }
    }
  })

  test('can be all there is', () => {
    expect(options('--no-local', '--source', 'jaeger=http://a').local).toBe(false)
  })
})

test('in memory there is no directory', () => {
  expect(options('--memory').dataDirectory).toBeNull()
})

test('what is no port is told what else each option takes', () => {
  expect(parse('--port', 'x')).toEqual({ error: expect.stringMatching(/or 0 for any free one\.$/) })
  expect(parse('--otlp-port', 'x')).toEqual({ error: expect.stringMatching(/or off for none\.$/) })
})

test.each(['off', '0'])('the port for OTLP alone can be left out: %s', (text) => {
  expect(options('--otlp-port', text).otlpPort).toBeNull()
})

test.each([
  ['30s', 30_000],
  ['30m', 1_800_000],
  ['12h', 43_200_000],
  ['2d', 172_800_000],
])('a time may be %s', (text, expected) => {
  expect(options('--retention', text).retention).toBe(expected)
})

test.each([
  ['--bogus'],
  ['--port'],
  ['--port', '65536'],
  ['--port', '-1'],
  ['--port', 'x'],
  ['--otlp-port', 'none'],
  ['--retention', '7'],
  ['--retention', '0d'],
  ['--retention', '7w'],
  ['--max-spans', '0'],
  ['--max-spans', '1.5'],
  ['--max-body', '1025'],
  ['--data', ''],
  ['--data', 'd', '--memory'],
  ['--no-local', '--data', 'd'],
  ['--no-local', '--memory'],
  ['--no-local', '--otlp-port', '1'],
  ['--config', ''],
  ['--source'],
  ['--source', 'http://localhost:16686'],
  ['--source', 'zipkin=http://localhost:9411'],
  ['--source', 'jaeger=localhost:16686'],
  ['--source', 'jaeger=file:///etc/passwd'],
  ['--source', 'jaeger=http://u:p@localhost'],
  ['--source', 'jaeger=http://localhost?x=1'],
  ['--source', 'jaeger:Prod=http://localhost'],
  ['--source', 'jaeger:local=http://localhost'],
  ['--source', 'jaeger:=http://localhost'],
  ['--memory=yes'],
  ['extra'],
])('%s %s is refused in one line that names it', (...args) => {
  const parsed = parse(...args)
  const error = 'error' in parsed ? parsed.error : ''
  expect(error).toMatch(/^[^\n]+\.$/)
  expect(error).toContain(args[0].replace(/=.*/, ''))
})

test('the help names every option and its default', () => {
  const parsed = parse('--help')
  const help = 'help' in parsed ? parsed.help : ''
  for (const name of [
    'port',
    'otlp-port',
    'host',
    'data',
    'memory',
    'retention',
    'max-spans',
    'max-body',
    'no-sample',
    'allow-host',
    'source',
    'config',
    'no-local',
    'help',
  ]) {
    expect(help).toContain(`--${name} `)
  }
  for (const value of ['4319', '4318', '127.0.0.1', '7d', '5000000', '20']) {
    expect(help).toContain(value)
  }
})
