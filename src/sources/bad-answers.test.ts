import { SCENARIO_SPANS, badAnswerRules } from '../testing/contract/bad-answer-rules.ts'
import { STAGED } from '../testing/contract/staged-subjects.ts'
import { ADAPTERS } from '../testing/contract/adapters.ts'

for (const { name, kind, answer } of STAGED) {
  const sourceOf = (fetch: typeof globalThis.fetch) =>
    ADAPTERS[kind]({ id: 's', name, base: 'http://staged', fetch })
  badAnswerRules(name, sourceOf, answer(SCENARIO_SPANS))
}
