import { expect, test } from 'vitest'
import { embedOrigin, frameAncestors } from './frame-ancestors.ts'
import { openApp } from './harness.ts'

test('an origin is read as a browser writes it', () => {
  expect(embedOrigin('HTTPS://Tools.Example.com:443/')).toBe('https://tools.example.com')
  expect(embedOrigin('http://localhost:8080')).toBe('http://localhost:8080')
})

test.each([
  '',
  '*',
  'tools.example',
  'https://a/b',
  'https://*.a',
  'file:///a',
  'https://u@a',
  'https://a,b',
  'https://a;sandbox',
  '"',
])('%j is no origin to talk to', (text) => {
  expect(() => embedOrigin(text)).toThrow('--embed-origin')
})

test('those who may frame a panel are words of a policy', () => {
  expect(frameAncestors('self, https://a.example:8080  http://*.b:*')).toEqual([
    "'self'",
    'https://a.example:8080',
    'http://*.b:*',
  ])
  expect(frameAncestors("'none'")).toEqual(["'none'"])
})

test.each([
  '',
  '*',
  'none self',
  "https://a;script-src 'unsafe-inline'",
  'https://a/b',
  'a.example',
])('%j may not frame a panel', (text) => {
  expect(() => frameAncestors(text)).toThrow('--frame-ancestors')
})

/** The directive of an answer's policy, and the older header. */
async function framing(path: string, frameAncestors?: readonly string[]) {
  const { headers } = await openApp(frameAncestors && { frameAncestors }).call(path)
  return [
    /frame-ancestors ([^;]*)/.exec(headers.get('content-security-policy') ?? '')?.[1],
    headers.get('x-frame-options'),
  ]
}

test('unasked, only the explorer’s own pages frame anything of it', async () => {
  expect(await framing('/')).toEqual(["'self'", 'SAMEORIGIN'])
  expect(await framing('/embed/trace/1')).toEqual(["'self'", 'SAMEORIGIN'])
})

test('whoever may frame a panel may not frame the app', async () => {
  const ancestors = ["'self'", 'https://a.example']
  expect(await framing('/embed/trace/1', ancestors)).toEqual([ancestors.join(' '), null])
  for (const path of ['/', '/trace/1', '/api/v1/status', '/embed.html', '/embed%2ftrace/1']) {
    expect(await framing(path, ancestors)).toEqual(["'self'", 'SAMEORIGIN'])
  }
})

test('where nobody may frame a panel, both headers say so', async () => {
  expect(await framing('/embed/trace/1', ["'none'"])).toEqual(["'none'", 'DENY'])
})
