import { useEffect, useState } from 'react'

/**
 * The value, but for one that comes after none: that is told a moment later. A double click on a box opens its trace; details that
 * opened with the first click would lie under the second.
 */
export function useSettled<T>(value: T | null, delay = 300): T | null {
  const [last, setLast] = useState(value)
  useEffect(() => {
    if (value === last) return
    const timer = setTimeout(() => setLast(value), last === null ? delay : 0)
    return () => clearTimeout(timer)
  }, [value, last, delay])
  return value === null || last === null ? null : value
}
