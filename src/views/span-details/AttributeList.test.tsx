import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import type { Attributes } from '../../model/attributes.ts'
import { AttributeList } from './AttributeList.tsx'

function markup(attributes: Attributes): string {
  return renderToStaticMarkup(<AttributeList attributes={attributes} label="Attributes" />)
}

describe('an attribute list', () => {
  test('shows HTML as text, in keys and in values', () => {
    const html = markup([
      { key: '<img src=x onerror=alert(1)>', value: '<script>alert(1)</script>' },
    ])
    expect(html).not.toMatch(/<img|<script/)
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
  })

  test('links to http and https alone, without a way back to this page', () => {
    expect(markup([{ key: 'url', value: 'javascript:alert(1)' }])).not.toContain('href')
    const html = markup([{ key: 'url', value: 'https://example.com/a' }])
    expect(html).toContain('href="https://example.com/a"')
    expect(html).toContain('rel="noopener noreferrer"')
  })

  test('keeps a megabyte out of the page until it is asked for', () => {
    const html = markup([{ key: 'k'.repeat(1 << 20), value: 'v'.repeat(1 << 20) }])
    expect(html.length).toBeLessThan(10_000)
    expect(html).toContain('Show all 1,048,576 characters')
  })

  test('shows 10,000 attributes a page at a time and says how many there are', () => {
    const html = markup(Array.from({ length: 10_000 }, (_, i) => ({ key: `k${i}`, value: 'v' })))
    expect(html.match(/<dt/g)).toHaveLength(200)
    expect(html).toContain('200 of 10,000 attributes')
  })

  test('shows repeated keys and __proto__', () => {
    const html = markup([
      { key: 'a', value: 1n },
      { key: 'a', value: 2n },
      { key: '__proto__', value: { entries: [{ key: '__proto__', value: true }] } },
    ])
    expect(html.match(/<dt/g)).toHaveLength(3)
    expect(html).toContain('<dt>__proto__</dt>')
  })

  test('marks a hidden character, in keys and values', () => {
    const html = markup([{ key: 'user\u202e', value: 'exe.\u2066txt' }])
    expect(html).not.toMatch(/[\u202e\u2066]/)
    expect(html).toContain('\\u202E')
    expect(html).toContain('\\u2066')
  })
})
