import { describe, expect, test } from 'vitest'
import { foldText } from './folded-text.ts'

const max = { lines: 3, chars: 20 }

describe('foldText', () => {
  test('leaves a short text whole', () => {
    expect(foldText('one\ntwo\nthree', max)).toMatchObject({ head: 'one\ntwo\nthree', size: null })
    expect(foldText('x'.repeat(20), max).size).toBeNull()
  })

  test('does not count a line end at the end as a line', () => {
    expect(foldText('1\n2\n3\n', max).size).toBeNull()
    expect(foldText('1\n2\n3\n4\n', max).size).toBe('4 lines')
  })

  test('cuts many lines after the last that fits', () => {
    expect(foldText('1\n2\n3\n4\n5', max)).toMatchObject({ head: '1\n2\n3', size: '5 lines' })
  })

  test('cuts a long line', () => {
    expect(foldText('x'.repeat(1 << 20), max)).toMatchObject({
      head: 'x'.repeat(20),
      size: '1,048,576 characters',
    })
  })

  test('cuts by length where the lines that fit are too long', () => {
    expect(foldText(`${'x'.repeat(30)}\n2\n3\n4`, max).size).toBe('36 characters')
  })

  test('keeps the whole', () => {
    const text = 'x'.repeat(1000)
    expect(foldText(text, max).full()).toBe(text)
  })
})
