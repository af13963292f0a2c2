import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { type Form, keptCases, writeFound } from './kept-cases.ts'
import { expectUnpolluted } from './prototypes.ts'
import { allowedMs, fuzzSettings } from './settings.ts'
import { Watchdog } from './watchdog.ts'

/** A place where something comes in that others have made. */
export interface Door<Case> {
  /** Of its folder in the corpus too: words with hyphens. */
  readonly name: string
  readonly cases: fc.Arbitrary<Case>
  readonly form: Form<Case>
  /** Bytes, or about as many. */
  sizeOf(input: Case): number
  /** Large cases that are made to take long. */
  readonly large?: readonly (readonly [what: string, input: Case])[]
  /** @throws when it was answered in any way that is not allowed */
  check(input: Case): void | Promise<void>
}

/** The whole run: as long as it takes. */
const NO_LIMIT = 24 * 3600 * 1000

/** Declares the tests of a door: the cases that are kept, and generated ones. */
export function fuzz<Case>(door: Door<Case>): void {
  const { name, form } = door
  const { cases, seed } = fuzzSettings()
  describe(`whatever comes in by the door “${name}”`, () => {
    let watchdog: Watchdog
    beforeAll(() => {
      watchdog = new Watchdog(`${name}, seed ${seed}`)
    })
    afterAll(() => watchdog.stop())

    const kept = keptCases(door.name, form)
    test.skipIf(kept.length === 0)('what once went wrong goes right', async () => {
      for (const [file, input] of kept) {
        await guarded(door, input).catch((cause: unknown) => {
          throw new Error(file, { cause })
        })
      }
    })

    test.skipIf(!door.large)(
      'takes no more than 5 s a megabyte',
      async () => {
        let number = 0
        for (const [what, input] of door.large ?? []) {
          watchdog.begins(--number)
          await guarded(door, input).catch((cause: unknown) => {
            throw new Error(what, { cause })
          })
        }
        watchdog.ended()
      },
      NO_LIMIT,
    )

    test(
      'is read, or refused in the words of the door',
      async () => {
        const from = performance.now()
        let ran = 0
        let largest = 0
        let longest = 0
        const property = fc.asyncProperty(door.cases, async (input) => {
          watchdog.begins(++ran)
          largest = Math.max(largest, door.sizeOf(input))
          longest = Math.max(longest, await guarded(door, input))
          watchdog.ended()
        })
        const result = await fc.check(property, { seed, numRuns: cases })
        watchdog.ended()
        if (result.failed) {
          const [input] = result.counterexample ?? []
          const path = input === undefined ? 'nowhere' : writeFound(name, form, input)
          const why = `case ${result.numRuns} of seed ${seed} (path ${result.counterexamplePath})`
          throw new Error(`${why}, made smaller it is in ${path}`, { cause: result.errorInstance })
        }
        const seconds = ((performance.now() - from) / 1000).toFixed(0)
        console.log(
          `fuzz: ${name}: ${ran} cases, seed ${seed}, ${seconds} s; ` +
            `largest ${largest} bytes, longest ${longest.toFixed(0)} ms of CPU`,
        )
      },
      NO_LIMIT,
    )
  })
}

/** Milliseconds of CPU that the case took. */
async function guarded<Case>(door: Door<Case>, input: Case): Promise<number> {
  const before = process.cpuUsage()
  await door.check(input)
  const { user, system } = process.cpuUsage(before)
  const took = (user + system) / 1000
  const allowed = allowedMs(door.sizeOf(input))
  if (took > allowed) throw new Error(`took ${took} ms of CPU, more than ${allowed}`)
  expectUnpolluted()
  return took
}
