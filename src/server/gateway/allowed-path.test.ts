import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { UPSTREAM_KINDS } from '../../sources/gateway-schema.ts'
import { allowedPath, allowedRequests } from './allowed-path.ts'
import { KINDS } from './kinds.ts'
import { answerJson, stage } from './staged-upstream.ts'

const JAEGER = allowedRequests(KINDS.jaeger.allowed)
const TEMPO = allowedRequests(KINDS.tempo.allowed)

test.each([
  ['/api/v3/traces/00f0', '/api/v3/traces/00f0', ['GET']],
  ['/api/services/r%C3%A9ception%20%26%20caf%C3%A9/operations', null, ['GET']],
  ['/api/services/100%25/operations', '/api/services/100%25/operations', ['GET']],
  ['/api/services/a;b=c/operations', '/api/services/a%3Bb%3Dc/operations', ['GET']],
  ['/%61pi/services', '/api/services', ['GET']],
])('%s is passed on', (raw, path, methods) => {
  expect(allowedPath(raw, JAEGER)).toEqual({ path: path ?? raw, methods })
})

test.each([
  ['/api/services/team%2Fshop/operations', JAEGER],
  ['/api/v2/search/tag/.app.kubernetes.io%2Fname/values', TEMPO],
])('a name keeps its slash encoded: %s', (raw, allowed) => {
  expect(allowedPath(raw, allowed)).toEqual({ path: raw, methods: ['GET'] })
})

test.each([
  '/api/services/a%2F..%2F..%2Fadmin/operations',
  '/api/services/..%2Fadmin/operations',
  '/api/services/a%2F../operations',
  '/api/services/a%2F./operations',
  '/api/services/%2Fa/operations',
  '/api/services/a%2F/operations',
  '/api/services/a%2F%2Fb/operations',
  '/api/services/a%252Fb/operations',
  '/api/services/a%2F..;x=y%2Fb/operations',
  '/api/services/a%5C..%5Cb/operations',
  '/api/services%2Fa/operations',
  '/api/traces/00f0%2Fspans',
  '/api/v3/traces/00f0%2F..%2Fservices',
])('a slash anywhere else, or one that could lead up, does not pass: %s', (raw) => {
  expect(allowedPath(raw, JAEGER)).toBeNull()
})

test('a path that takes GET and POST has both', () => {
  const allowed = allowedRequests(KINDS.victoria.allowed)
  expect(allowedPath('/select/logsql/query', allowed)?.methods).toEqual(['GET', 'POST'])
})

test.each(UPSTREAM_KINDS)('every path of %s itself is allowed, none around it', (kind) => {
  const allowed = allowedRequests(KINDS[kind].allowed)
  for (const line of KINDS[kind].allowed) {
    const [method, path] = line.split(' ')
    const raw = path.replaceAll(/\*|:name/g, '4bf92f3577b34da6a3ce929d0e0e4736')
    expect(allowedPath(raw, allowed)).toMatchObject({ path: raw })
    expect(allowedPath(raw, allowed)?.methods).toContain(method)
    for (const other of [`${raw}/`, `/x${raw}`, `/${raw}`, raw.slice(1), `${raw}/x/y/z`]) {
      expect(allowedPath(other, allowed)).toBeNull()
    }
  }
  for (const path of KINDS[kind].probes) {
    expect(allowedPath(path.replace(/\?.*/, ''), allowed)?.methods).toContain('GET')
  }
})

describe('no trick leads elsewhere', () => {
  const TRICKS = [
    ['..', '.', '', '%2e%2e', '%2E.', '.%2e', '%2e', '..%2f', '%2f', '%2F', '%5c', '\\', '..\\'],
    ['%252e%252e', '%252f', '%25', '%', '%zz', '%c0%ae', '%ff', '%00', '\u0000', '\n', '%0d%0a'],
    ['..;', ';', '@evil.example', 'http:', 'http://evil.example', '?', '#', ':80', '%3f', '%23'],
    ['api', 'v3', 'traces', 'services', 'operations', 'admin', '．．', '%ef%bc%8e', 'é', ' '],
  ].flat()
  const piece = fc.oneof(
    fc.constantFrom(...TRICKS),
    fc.tuple(fc.constantFrom(...TRICKS), fc.constantFrom(...TRICKS)).map((pair) => pair.join('')),
    fc.string(),
  )
  const raw = fc
    .tuple(
      fc.constantFrom('', '/', '//', '/api/', '/api/traces/', '/api/v3/traces/', '/api/services/'),
      fc.array(piece, { maxLength: 3 }),
      fc.constantFrom('/', '/', '%2F', '%2f'),
      fc.constantFrom('', '', '/operations'),
    )
    .map(([start, pieces, slash, end]) => start + pieces.join(slash) + end)

  /** What Jaeger has, in the encoding of encodeURIComponent. */
  const SHAPE =
    /^\/api\/(v3\/(services|operations|traces(\/SEGMENT)?|trace-summaries)|services(\/SEGMENT\/operations)?|operations|traces(\/SEGMENT)?)$/
  const shape = new RegExp(
    SHAPE.source.replaceAll('SEGMENT', "(?!\\.{1,2}(\\/|$))(?:[\\w.!~*'()-]|%[0-9A-F]{2})+"),
  )

  test('however often what is passed on is decoded', () => {
    let passed = 0
    fc.assert(
      fc.property(raw, (text) => {
        const found = allowedPath(text, JAEGER)
        if (found === null) return
        passed++
        expect(found.path).toMatch(shape)
        for (let path = found.path, before = ''; path !== before;) {
          before = path
          // oxlint-disable-next-line no-control-regex -- they are what is looked for
          expect(path).not.toMatch(/[\\\u0000-\u001f\u007f]|\/\.{1,2}(;[^/]*)?(\/|$)|\/\/|%5c/i)
          // Only a name may fall into more segments, and where it stands all of them stand.
          if (path.split('/').length !== found.path.split('/').length || /%2f/i.test(path)) {
            expect(path).toMatch(/^\/api\/services\/.+\/operations$/)
          }
          try {
            path = decodeURIComponent(path)
          } catch {
            break
          }
        }
      }),
      { numRuns: 5000 },
    )
    // Otherwise nothing was tested.
    expect(passed).toBeGreaterThan(100)
  })

  test('nor does one on its way through an address', async () => {
    await using staged = await stage((response) => answerJson(response), { path: '/base' })
    await fc.assert(
      fc.asyncProperty(raw, async (text) => {
        const url = `http://localhost:4319/gateway/prod${text}`
        if (!URL.canParse(url)) return
        staged.received.length = 0
        await (await staged.app.fetch(new Request(url))).arrayBuffer()
        for (const { method, url } of staged.received) {
          expect(method).toBe('GET')
          expect(url.replace(/\?.*/, '')).toMatch(/^\/base\//)
          expect(url.replace(/\?.*/, '').slice('/base'.length)).toMatch(shape)
        }
      }),
      { numRuns: 300 },
    )
  })
})
