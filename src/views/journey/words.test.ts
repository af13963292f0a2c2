import { describe, expect, it } from 'vitest'
import type { Expansion } from '../../model/link-graph/link-graph.ts'
import { DRAWN_ORIGIN } from '../../testing/trace-notation.ts'
import { endingOf, shareText } from './words.ts'

it('a share is not all while something is left, nor nothing while there is some', () => {
  expect(shareText(1, 3)).toBe('33.3 %')
  expect(shareText(1, 1e9)).toBe('0.1 %')
  expect(shareText(1e9 - 1, 1e9)).toBe('99.9 %')
  expect(shareText(5, 5)).toBe('100 %')
  expect(shareText(0, 5)).toBe('0 %')
  expect(shareText(0, 0)).toBe('0 %')
})

describe('the end of a journey', () => {
  const index: Expansion = {
    state: 'known',
    links: 0,
    traces: 0,
    hidden: 0,
    more: false,
    searched: null,
  }
  const scan: Expansion = {
    ...index,
    searched: {
      from: DRAWN_ORIGIN,
      to: DRAWN_ORIGIN + 60_000_000_000n,
      services: ['orders'],
      traces: 1200,
      leftOut: ['Traces of other services.'],
    },
  }
  const ending = (effects: Expansion | undefined, unconsumed: string[] = []) =>
    endingOf(effects, unconsumed, 'the source jaeger', 'utc')

  it('is certain where an index says that nothing links to it', () => {
    expect(ending(index)).toMatchObject({
      title: 'The journey ends here',
      text: 'Nothing in the source jaeger links to it.',
    })
  })
  it('names what was sent and not consumed', () => {
    expect(ending(index, ['publish orders', 'publish mails'])).toMatchObject({
      title: 'Not consumed so far',
      text: 'What “publish orders” and 1 more was sent, and nothing in the source jaeger links to it.',
    })
  })
  it('says what was searched where the source has no index', () => {
    expect(ending(scan).text).toBe(
      'Nothing that links to it was found. Searched: orders, 2026-11-22 14:00:00 to 2026-11-22 14:01:00, 1,200 traces. Traces of other services.',
    )
  })
  it('is open where nobody looked, nobody can, or looking failed, with what can be done', () => {
    expect(ending(undefined)).toMatchObject({ title: 'The journey may go on', canFollow: true })
    expect(ending({ state: 'left out', why: 'scan', links: 0 })).toMatchObject({ canFollow: true })
    expect(ending({ state: 'unsupported' })).toMatchObject({
      text: 'The source jaeger can’t tell what links to a trace.',
      canFollow: false,
    })
    expect(
      ending({
        state: 'failed',
        links: 0,
        failure: { code: 'timeout', message: 'No answer in 30 s.' },
      }),
    ).toMatchObject({ text: 'No answer in 30 s.', canRetry: true })
  })
})
