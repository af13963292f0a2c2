import * as fc from 'fast-check'
import type { Fetch } from '../../sources/http.ts'
import { SourceError, type TraceSource } from '../../sources/source.ts'
import { QUESTIONS, spoiling } from '../contract/bad-answer-rules.ts'
import { type Spoil, spoils } from '../spoil-answer.ts'
import type { Door } from './fuzz.ts'
import { asJson } from './kept-cases.ts'

interface Version {
  /** What is answered when nothing is wrong. */
  readonly answer: Fetch
  sourceOf(fetch: Fetch): TraceSource
}

interface Case {
  readonly version: number
  readonly question: string
  readonly how: { readonly spoil: Spoil; readonly from: number; readonly all: boolean }
}

/** Everything that a source of a kind is asked, with answers that are spoilt on their way. */
export function answersDoor(kind: string, versions: readonly Version[]): Door<Case> {
  return {
    name: `answers-of-${kind}`,
    form: asJson(),
    cases: fc.record({
      version: fc.nat(versions.length - 1),
      question: fc.constantFrom(...Object.keys(QUESTIONS)),
      how: fc.record({ spoil: spoils, from: fc.nat(4), all: fc.boolean() }),
    }),
    sizeOf: () => 0,
    async check({ version, question, how }) {
      const { answer, sourceOf } = versions[version]
      try {
        await QUESTIONS[question](sourceOf(spoiling(answer, how)))
      } catch (error) {
        if (!(error instanceof SourceError)) throw error
        if (!/\S/.test(error.message)) throw new Error('an error without words', { cause: error })
      }
    },
  }
}
