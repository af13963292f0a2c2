import { useSyncExternalStore } from 'react'
import type { LongQuestions } from './long-questions.ts'

interface LongQuestion<Progress> {
  readonly running: boolean
  /** Null: it is not asked, or has said nothing yet. */
  readonly progress: Progress | null
  /** Ends it with what it has found. */
  readonly end: () => void
}

export function useLongQuestion<Progress>(
  questions: LongQuestions<Progress>,
  name: string,
): LongQuestion<Progress> {
  const { subscribe } = questions
  return {
    running: useSyncExternalStore(subscribe, () => questions.isRunning(name)),
    progress: useSyncExternalStore(subscribe, () => questions.progress(name)),
    end: () => questions.end(name),
  }
}
