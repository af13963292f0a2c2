import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { safeUrl } from './safe-url.ts'

describe('a value opens', () => {
  test.each([
    ['https://example.com/a?b=c#d', 'https://example.com/a?b=c#d'],
    ['http://localhost:8080/orders/7', 'http://localhost:8080/orders/7'],
    ['HTTPS://Example.com', 'https://example.com/'],
    ['http://[::1]:4318/v1/traces', 'http://[::1]:4318/v1/traces'],
    ['https://example.com/"><script>', 'https://example.com/%22%3E%3Cscript%3E'],
  ])('%s', (text, href) => {
    expect(safeUrl(text)).toBe(href)
  })
})

describe('a value does not open', () => {
  test.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)//https://example.com',
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    '\u0001javascript:alert(1)',
    'javascript://example.com/%0aalert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:msgbox(1)',
    'blob:https://example.com/0-0',
    'file:///etc/passwd',
    'ftp://example.com',
    'view-source:https://example.com',
    '//example.com/path',
    '/orders/7',
    'example.com',
    'https:example.com',
    'https:/example.com',
    'https://',
    'https://exa mple.com',
    ' https://example.com',
    'https://example.com\n',
    'https://example.com/\tx',
    'https://example.com\\@other.example',
    'https://example.com@other.example/',
    'https://user:secret@example.com/',
    'https://example.com/\u202etxt.exe',
    'https://example.com/\u0000',
    'https://example.com:99999/',
    'see https://example.com',
    '',
    `https://example.com/${'x'.repeat(2048)}`,
  ])('%j', (text) => {
    expect(safeUrl(text)).toBeNull()
  })
})

test('whatever comes in, what goes out is http or https', () => {
  const scheme = fc.constantFrom(
    'javascript:',
    'data:',
    'https://',
    'HTTP://',
    'https:',
    '\thttps://',
  )
  fc.assert(
    fc.property(fc.tuple(fc.string(), scheme, fc.string({ unit: 'binary' })), (parts) => {
      for (const text of [parts.join(''), parts.slice(1).join('')]) {
        expect(safeUrl(text) ?? 'http://').toMatch(/^https?:\/\//)
      }
    }),
  )
})
