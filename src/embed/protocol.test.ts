import { describe, expect, test } from 'vitest'
import { MESSAGES_PER_SECOND, MessageGate } from './message-gate.ts'
import {
  FRAME_MESSAGES,
  HOST_MESSAGES,
  readFrameMessage,
  readHostMessage,
  sealed,
} from './protocol.ts'

const traceId = 'a'.repeat(32)
const host = {} as Window

function gate() {
  return new MessageGate({
    source: () => host,
    origin: (origin) => origin === 'https://a.example',
    read: readHostMessage,
  })
}

const from = (data: unknown, timeStamp = 0, origin = 'https://a.example') => ({
  data,
  origin,
  source: host,
  timeStamp,
})

test('a message is read as it is sealed, without what is not of it', () => {
  const message = { type: 'show', traceId, view: 'details' } as const
  expect(readHostMessage({ ...sealed(message), extra: 1 })).toEqual(message)
})

describe('what can’t be meant is not read', () => {
  const hello = sealed({ type: 'hello' })
  test.each([
    ['nothing', null, 'unknown'],
    ['another protocol', { ...hello, protocol: 'x' }, 'unknown'],
    ['a type of every object', { ...hello, type: 'constructor' }, 'unknown'],
    ['another version', { ...hello, version: 2 }, 'otherVersion'],
    ['a word that is none', { ...hello, theme: 'pink' }, 'malformed'],
    ['an id that is none', { ...hello, type: 'show', traceId: 'x' }, 'malformed'],
    ['a long text', { ...hello, hrefTemplate: 'x'.repeat(9000) }, 'tooLarge'],
    ['many keys', { ...hello, ...Object.fromEntries(Array(300).entries()) }, 'tooLarge'],
    ['bytes', new ArrayBuffer(8), 'tooLarge'],
    ['a map', new Map([[hello, hello]]), 'tooLarge'],
  ])('%s', (_, data, why) => {
    expect(readHostMessage(data)).toBe(why)
  })

  test('what holds itself', () => {
    const ring: Record<string, unknown> = { ...hello }
    ring.self = ring
    expect(readHostMessage(ring)).toBe('tooLarge')
    expect(readFrameMessage(ring)).toBe('tooLarge')
  })
})

test('of one second only so many messages are let in, and of the next again', () => {
  const door = gate()
  const theme = sealed({ type: 'theme', theme: 'dark' })
  const second = (start: number) =>
    Array.from({ length: MESSAGES_PER_SECOND + 5 }, (_, i) => door.admit(from(theme, start + i)))
  expect(second(0).filter((outcome) => outcome === 'tooMany')).toHaveLength(5)
  expect(second(1000).filter((outcome) => outcome === 'tooMany')).toHaveLength(5)
  expect(door.ignored.tooMany).toBe(10)
})

test('strangers are counted, and do not use up what others may send', () => {
  const door = gate()
  const theme = sealed({ type: 'theme', theme: 'dark' })
  for (let i = 0; i < 1000; i++) door.admit(from(theme, 0, 'https://b.example'))
  expect(door.admit({ ...from(theme), source: {} as Window })).toBe('stranger')
  expect(door.admit({ ...from(theme), source: null })).toBe('stranger')
  expect(door.ignored).toMatchObject({ stranger: 1002, tooMany: 0 })
  expect(door.admit(from(theme))).toEqual({ type: 'theme', theme: 'dark' })
})

test('no field of a message hides what every message says of itself', () => {
  const schemas = Object.values({ ...HOST_MESSAGES, ...FRAME_MESSAGES })
  const fields = schemas.flatMap(({ shape }) => Object.keys(shape))
  expect(fields.filter((field) => field === 'protocol' || field === 'version')).toEqual([])
})
