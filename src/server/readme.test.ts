import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseOptions } from './options.ts'

const README = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')

/** A code block is indented by four spaces. */
function asCodeBlock(text: string): string {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => (line === '' ? '' : `    ${line}`))
    .join('\n')
}

test('the README gives the options as --help prints them', () => {
  const parsed = parseOptions(['--help'], {}, '.data')
  expect('help' in parsed && README.includes(asCodeBlock(parsed.help))).toBe(true)
})
