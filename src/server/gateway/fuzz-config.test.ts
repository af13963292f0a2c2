import { inspect } from 'node:util'
import * as fc from 'fast-check'
import { fuzz } from '../../testing/fuzz/fuzz.ts'
import { asJson } from '../../testing/fuzz/kept-cases.ts'
import { largeTexts } from '../../testing/fuzz/large-texts.ts'
import { changes, mutated } from '../../testing/mutate-json.ts'
import { mutatedText } from '../../testing/fuzz/mutate-text.ts'
import { parseOptions } from '../options.ts'
import { ConfigError } from './config-error.ts'
import { parseConfig } from './config-file.ts'
import { credentialsOf } from './read-credentials.ts'

const SECRET = 'sesame-7f3a'
const CONFIG = {
  local: false,
  sources: [
    { kind: 'jaeger', url: 'http://localhost:16686', token: SECRET, timeout: '30s' },
    { kind: 'tempo', id: 'tempo-eu', name: 'Tempo', url: 'https://t.example/base', tenantEnv: 'T' },
    { kind: 'signoz', url: 'https://s.example', apiKey: SECRET, apiKeyHeader: 'X-Key' },
    { kind: 'victoria', url: 'http://v.example', username: 'me', password: SECRET },
  ],
}

const texts = [JSON.stringify(CONFIG), JSON.stringify(CONFIG, null, 2), '{}', '{"sources":[]}']

fuzz<string>({
  name: 'config-file',
  form: asJson(),
  cases: fc.oneof(
    mutatedText(texts),
    changes.map((some) => JSON.stringify(mutated(CONFIG, some)) ?? ''),
  ),
  sizeOf: (text) => text.length,
  large: [
    ...largeTexts(),
    ['many sources', JSON.stringify({ sources: Array(12_000).fill(CONFIG.sources[0]) }, null, 1)],
  ],
  check(text) {
    refusedInWords(() => {
      for (const source of parseConfig(text, 'sources.json', '/nowhere').sources) {
        const credentials = credentialsOf(source, { T: 'tenant' }, (warning) =>
          hasNoSecret(warning),
        )
        hasNoSecret(inspect(credentials) + JSON.stringify(credentials))
        if (!/^https?:$/.test(source.url.protocol)) throw new Error(`the url ${source.url.href}`)
        if (source.url.username || source.url.password) throw new Error('credentials in a url')
      }
    })
  },
})

fuzz<string[]>({
  name: 'options',
  form: asJson(),
  cases: fc.array(
    mutatedText([
      '--port',
      '--port=4319',
      '--source=jaeger=http://localhost:16686',
      '--source=tempo:eu=https://tempo.example',
      '--embed-origin=https://tools.example.com',
      '--frame-ancestors=self https://*.example.com',
      '--allow-host=box.lan',
      '--retention=7d',
      '--max-body=20',
      '--open=a.json',
      '--config',
      '--no-local',
      '--data',
    ]),
    { maxLength: 4 },
  ),
  sizeOf: (args) => args.join().length,
  large: [...largeTexts()].flatMap(([what, text]) =>
    ['source', 'embed-origin', 'frame-ancestors', 'retention', 'port'].map(
      (option) => [`${option}: ${what}`, [`--${option}=${text}`]] as const,
    ),
  ),
  check(args) {
    const parsed = parseOptions(args, {}, '/nowhere')
    if ('error' in parsed && !/\S/.test(parsed.error)) throw new Error('an error without words')
    if (!('options' in parsed)) return
    const { frameAncestors, embedOrigins, port, maxBodyBytes } = parsed.options
    for (const word of [...frameAncestors, ...embedOrigins]) {
      if (/[;,\s]/.test(word)) throw new Error(`${word} would say more in a header`)
    }
    if (!(port >= 0 && port <= 65535 && maxBodyBytes > 0)) throw new Error('out of range')
  },
})

function refusedInWords(read: () => void): void {
  try {
    read()
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    if (!/\S/.test(error.message)) throw new Error('an error without words', { cause: error })
    hasNoSecret(error.message)
  }
}

function hasNoSecret(text: string): void {
  if (text.includes(SECRET)) throw new Error(`the secret stands in: ${text}`)
}
