import { useEffect, useState } from 'react'

const MINUTE_MS = 60_000

/** Whole minutes since a time in milliseconds, counted on. */
export function useMinutes(since: number): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), MINUTE_MS / 4)
    return () => clearInterval(timer)
  }, [])
  return Math.max(0, Math.floor((now - since) / MINUTE_MS))
}
