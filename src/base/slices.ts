/** Long work gives way to the page, or to messages of a worker, after this many milliseconds. */
const SLICE_MS = 12

/**
 * Runs work that yields now and then to its end, letting the event loop run in between. @throws what the work throws, or
 * what `signal` is aborted with
 */
export async function inSlices<T>(work: Iterator<void, T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted()
  let since = performance.now()
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
    if (performance.now() - since < SLICE_MS) continue
    await new Promise((resolve) => setTimeout(resolve))
    signal.throwIfAborted()
    since = performance.now()
  }
}

/** The same work at one go, where nobody waits. */
export function atOnce<T>(work: Iterator<void, T>): T {
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
  }
}
