import { afterAll, beforeAll, describe } from 'vitest'
import { catalogueRules } from './catalogue-rules.ts'
import { linkRules } from './link-rules.ts'
import { resolveRules } from './resolve-rules.ts'
import { searchRules } from './search-rules.ts'
import type { Running, Subject } from './subject.ts'
import { traceRules } from './trace-rules.ts'
import { type ContractTraces, contractTraces } from './traces.ts'

/** What the rules are held against: there from the first test on. */
export interface Held {
  readonly subject: Subject
  readonly traces: ContractTraces
  readonly source: Running['source']
}

/** Holds a source to the contract of `TraceSource`, with the same traces as every other; subjects that share a process share them. */
export function holdToContract(subject: Subject, traces = contractTraces(Date.now())): void {
  describe(subject.name, () => {
    let running: Running | undefined
    const held: Held = {
      subject,
      traces,
      get source() {
        if (!running) throw new Error(`${subject.name} did not start`)
        return running.source
      },
    }
    beforeAll(async () => {
      running = await subject.start(traces.spans)
    }, 120_000)
    afterAll(() => running?.[Symbol.asyncDispose]())

    traceRules(held)
    searchRules(held)
    catalogueRules(held)
    resolveRules(held)
    linkRules(held)
  })
}
