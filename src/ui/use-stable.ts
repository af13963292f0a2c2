import { useLayoutEffect, useRef, useState } from 'react'

type Handlers = { readonly [name: string]: (...args: never[]) => unknown }

/** Handlers that keep their identity and always do what the latest render says: for memoised rows. */
export function useStable<T extends { [K in keyof T]: Handlers[string] }>(handlers: T): T {
  const latest = useRef(handlers)
  useLayoutEffect(() => {
    latest.current = handlers
  })
  const [stable] = useState(
    () =>
      Object.fromEntries(
        (Object.keys(handlers) as (keyof T)[]).map((name) => [
          name,
          (...args: never[]) => latest.current[name](...args),
        ]),
      ) as T,
  )
  return stable
}
