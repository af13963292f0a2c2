import { useEffect, useState } from 'react'
import { inSlices } from '../base/slices.ts'

/**
 * What long work gives, done in slices between frames; while it is done anew, what it gave before. `work` must keep its identity for
 * as long as it would give the same.
 */
export function useSliced<T>(work: () => Iterator<void, T>): {
  readonly value: T | null
  readonly busy: boolean
} {
  const [done, setDone] = useState<{ work: () => Iterator<void, T>; value: T } | null>(null)
  const [failed, setFailed] = useState<Error | null>(null)
  useEffect(() => {
    const controller = new AbortController()
    const { signal } = controller
    inSlices(work(), signal).then(
      (value) => setDone({ work, value }),
      (error: unknown) => signal.aborted || setFailed(error as Error),
    )
    return () => controller.abort()
  }, [work])
  // The error boundary's.
  if (failed) throw failed
  return { value: done?.value ?? null, busy: done?.work !== work }
}
