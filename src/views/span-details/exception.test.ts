import { describe, expect, test } from 'vitest'
import type { Attributes } from '../../model/attributes.ts'
import type { SpanEvent } from '../../model/span.ts'
import { exceptionOf, lastException } from './exception.ts'

function event(attributes: Attributes, name = 'exception'): SpanEvent {
  return { time: 1n, name, attributes, droppedAttributes: 0 }
}

const type = { key: 'exception.type', value: 'TimeoutError' }
const message = { key: 'exception.message', value: 'took 3 s' }
const stackTrace = { key: 'exception.stacktrace', value: 'at pay (pay.ts:7)' }
const escaped = { key: 'exception.escaped', value: true }

describe('exceptionOf', () => {
  test('takes type, message and stack trace out of the attributes', () => {
    expect(exceptionOf(event([escaped, type, message, stackTrace]))).toEqual({
      type: 'TimeoutError',
      message: 'took 3 s',
      stackTrace: 'at pay (pay.ts:7)',
      rest: [escaped],
    })
  })

  test('knows an exception by its attributes, whatever the event is called', () => {
    expect(exceptionOf(event([message], 'retry failed'))?.message).toBe('took 3 s')
    expect(exceptionOf(event([escaped], 'exception'))).toBeNull()
    expect(exceptionOf(event([]))).toBeNull()
  })

  test('an empty type alone is no exception', () => {
    expect(exceptionOf(event([{ key: 'exception.type', value: '' }]))).toBeNull()
  })

  test('reads values that are not text', () => {
    expect(exceptionOf(event([{ key: 'exception.message', value: 42n }]))?.message).toBe('42')
  })

  test('keeps a repeated key among the other attributes', () => {
    const second = { key: 'exception.type', value: 'Other' }
    expect(exceptionOf(event([type, second]))).toMatchObject({
      type: 'TimeoutError',
      rest: [second],
    })
  })
})

describe('lastException', () => {
  test('is the last one recorded, with the count of all', () => {
    const events = [event([type]), event([], 'log'), event([message])]
    expect(lastException(events)).toMatchObject({ count: 2, exception: { message: 'took 3 s' } })
  })

  test('is null without exceptions', () => {
    expect(lastException([event([escaped])])).toBeNull()
  })
})
