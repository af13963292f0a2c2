import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { MEGABYTE } from './settings.ts'

const PROGRAM = resolve(import.meta.dirname, 'read-large.ts')
const SIZE = 2 * MEGABYTE
const TIMES = 10
/** What the program takes before it reads anything. */
const FLOOR_MB = 40

test.each(['otlp-json', 'otlp-protobuf', 'file'])(
  'a large document by the door %s needs no more than ten times its size',
  (door) => {
    const limit = FLOOR_MB + (TIMES * SIZE) / MEGABYTE
    const run = spawnSync(process.execPath, [`--max-old-space-size=${limit}`, PROGRAM, door], {
      encoding: 'utf8',
      env: { ...process.env, FUZZ_LARGE: String(SIZE) },
    })
    const lines = run.stdout.trim().split('\n')
    expect(lines.at(-1), 'the last that it said').toBe('done')
    const held = lines
      .filter((line) => line.startsWith('holds'))
      .map((line) => Number(line.slice(6)))
    expect(Math.max(...held)).toBeLessThan((TIMES * SIZE) / MEGABYTE)
  },
  300_000,
)
