import { expect, test } from 'vitest'
import { errorLog } from './error-log.ts'
import { StoreError } from './store/store-error.ts'

test('a failure of the store is written once, as its sentence, until another comes', () => {
  const lines: string[] = []
  const log = errorLog((line) => lines.push(line))
  const full = () => log(new StoreError('full', 'The disk is full.'))
  full()
  full()
  log(new StoreError('gone', 'The file is gone.'))
  full()
  expect(lines).toEqual(['The disk is full.', 'The file is gone.', 'The disk is full.'])
})

test('any other failure keeps the place where it happened', () => {
  const lines: string[] = []
  const log = errorLog((line) => lines.push(line))
  log(new Error('a bug'))
  log('no error at all')
  expect(lines[0]).toMatch(/a bug\n.*error-log\.test\.ts/)
  expect(lines[1]).toBe('no error at all')
})
