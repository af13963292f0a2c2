import { expect, test } from 'vitest'
import { allowOwnScripts } from './trusted-scripts.ts'

type Rules = { createScriptURL(url: string): string | null }

function page(href: string) {
  const policies = new Map<string, Rules>()
  const window = {
    location: new URL(href),
    document: { baseURI: href },
    trustedTypes: { createPolicy: (name: string, rules: Rules) => policies.set(name, rules) },
  }
  allowOwnScripts(window as unknown as Window)
  return policies.get('default')
}

test('a script of the page’s origin is let through as it is', () => {
  const rules = page('https://tools.example/trace/1')
  for (const url of ['https://tools.example/assets/a.js', '/assets/a.js', 'a.js']) {
    expect(rules?.createScriptURL(url)).toBe(url)
  }
  expect(rules).not.toHaveProperty('createHTML')
  expect(rules).not.toHaveProperty('createScript')
})

test.each([
  'https://evil.example/a.js',
  '//evil.example/a.js',
  'https://tools.example.evil.example/a.js',
  'http://tools.example/a.js',
  'data:text/javascript,alert(1)',
  'javascript:alert(1)',
  'blob:null/1',
  'blob:https://tools.example/1',
  'http://[',
])('no other is: %s', (url) => {
  expect(page('https://tools.example/trace/1')?.createScriptURL(url)).toBeNull()
})

test('a browser without Trusted Types goes on as ever', () => {
  expect(() => allowOwnScripts({} as Window)).not.toThrow()
})
