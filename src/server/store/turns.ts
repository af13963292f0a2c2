/** Long work on the main thread gives way after this many milliseconds. */
const SHARE_MS = 10

/** Lets everything that waits in the event loop run first. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

/** To be awaited within a loop: gives way when the loop has had its share, and costs next to nothing before. */
export function pacer(): () => Promise<void> | undefined {
  let since = performance.now()
  return () => {
    if (performance.now() - since < SHARE_MS) return undefined
    return nextTurn().then(() => {
      since = performance.now()
    })
  }
}
