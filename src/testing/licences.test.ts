import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'

const ROOT = resolve(import.meta.dirname, '../..')
const script = (...args: string[]) =>
  execFileSync(process.execPath, [resolve(ROOT, 'scripts/licences.mjs'), ...args], {
    encoding: 'utf8',
  })

test('what is shipped has licences that ask for their notice alone, and the lock file checks all', () => {
  // It ends with an error otherwise.
  const lines = script().trim().split('\n').slice(2)
  const { dependencies } = JSON.parse(readFileSync(resolve(ROOT, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>
  }
  for (const [name, version] of Object.entries(dependencies)) {
    expect(lines.filter((line) => line.startsWith(`| ${name} | ${version} |`))).toHaveLength(1)
  }
})

test('the table in the docs is the one that the script prints', () => {
  const docs = readFileSync(resolve(ROOT, 'docs/security.md'), 'utf8')
  expect(docs).toContain(script().trim())
})

interface Lock {
  packages: Record<string, Record<string, unknown>>
}
interface Script {
  problemsOf(lock: Lock): string[]
}

test.each([
  ['a package without a hash', { integrity: undefined }, 'has no SHA-512'],
  ['a weaker hash', { integrity: 'sha1-abc' }, 'has no SHA-512'],
  ['a package from elsewhere', { resolved: 'https://evil.example/a.tgz' }, 'comes from'],
  ['one from a repository', { resolved: 'git+ssh://git@evil.example/a.git' }, 'comes from'],
  ['a licence that asks for more', { license: 'AGPL-3.0' }, 'is under AGPL-3.0'],
  ['no licence', { license: undefined }, 'is under none stated'],
])('%s is found', async (_, change, words) => {
  const path = '../../scripts/licences.mjs'
  const { problemsOf } = (await import(path)) as Script
  const lock = JSON.parse(readFileSync(resolve(ROOT, 'package-lock.json'), 'utf8')) as Lock
  expect(problemsOf(lock)).toEqual([])
  Object.assign(lock.packages['node_modules/react'], change)
  expect(problemsOf(lock)).toEqual([expect.stringContaining(words)])
})
