/** Asked at the same time: a page keeps few connections to one host, and others need some. */
const AT_ONCE = 4

/** The answer for each item, in their order, a few of them asked for at the same time. The first failure is thrown. */
export async function mapAtOnce<T, R>(
  items: readonly T[],
  ask: (item: T) => Promise<R>,
): Promise<R[]> {
  const answers: R[] = []
  let next = 0
  const work = async () => {
    while (next < items.length) {
      const i = next++
      try {
        answers[i] = await ask(items[i])
      } catch (error) {
        // Nobody waits for the others any more.
        next = items.length
        throw error
      }
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return answers
}
