import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { UPSTREAM_KINDS } from '../../sources/gateway-schema.ts'
import { parseConfig, sourceConfig } from './config-file.ts'
import { KINDS } from './kinds.ts'

/** `docs/sources.md`, held against the code. */
const DOCS = readFileSync(new URL('../../../docs/sources.md', import.meta.url), 'utf8')

test('every setting of a source is explained', () => {
  const named = new Set([...DOCS.matchAll(/`([A-Za-z]+)`/g)].map(([, name]) => name))
  const settings = Object.keys(sourceConfig.shape).map((name) => name.replace(/(Env|File)$/, ''))
  expect(settings.filter((name) => !named.has(name))).toEqual([])
})

test('the example is a valid file', () => {
  const [, example] = /```json\n([\s\S]*?)```/.exec(DOCS) ?? []
  expect(parseConfig(example, 'sources.json', '/').sources.map(({ id }) => id)).toEqual([
    'jaeger',
    'eu',
    'cloud',
  ])
})

test.each(UPSTREAM_KINDS)('the kind %s is there with its address and headers', (kind) => {
  const { example, apiKeyHeader, tenantHeaders } = KINDS[kind]
  expect(DOCS).toMatch(new RegExp(`\\| \`${kind}\` \\| .*${example}`))
  for (const header of [apiKeyHeader, ...tenantHeaders]) expect(DOCS).toContain(`\`${header}\``)
})
