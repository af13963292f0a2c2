import { useEffect, useState, useSyncExternalStore } from 'react'
import { sourceOf, withSource } from '../state/places.ts'
import type { Explorer } from './explorer.ts'
import type { SourceRegistry } from './source-registry.ts'

interface OpenSource {
  /** Null: on its way, or failed. */
  readonly explorer: Explorer | null
  readonly error: Error | null
  readonly retry: () => void
}

interface Outcome {
  readonly of: string | null
  readonly attempt: number
  readonly explorer: Explorer | null
  readonly error: Error | null
}

/** The explorer of the source that the URL names. The embedded store is there at once. */
export function useSource(registry: SourceRegistry): OpenSource {
  const { navigation } = registry.local
  const id = useSyncExternalStore(navigation.subscribe, () => sourceOf(navigation.current()))
  const [attempt, setAttempt] = useState(0)
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  useEffect(() => {
    if (id === null) return
    let gone = false
    const settle = (explorer: Explorer | null, error: Error | null) => {
      if (!gone) setOutcome({ of: id, attempt, explorer, error })
    }
    registry.open(id).then(
      (explorer) => settle(explorer, null),
      (error: Error) => settle(null, error),
    )
    return () => {
      gone = true
    }
  }, [registry, id, attempt])
  // A server without a store of its own: its first source stands in the URL instead.
  useEffect(() => {
    const asked = new AbortController()
    registry.unasked(asked.signal).then(
      (first) => {
        const href = navigation.current()
        if (first !== null && sourceOf(href) === null) {
          navigation.go(withSource(href, first), 'replace')
        }
      },
      // The screen itself says that the server does not answer.
      () => {},
    )
    return () => asked.abort()
  }, [registry, navigation])
  const current = outcome?.of === id && outcome.attempt === attempt ? outcome : null
  return {
    explorer: id === null ? registry.local : (current?.explorer ?? null),
    error: id === null ? null : (current?.error ?? null),
    retry: () => setAttempt(attempt + 1),
  }
}
