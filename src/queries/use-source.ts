import { useEffect, useState, useSyncExternalStore } from 'react'
import { sourceOf, withSource } from '../state/places.ts'
import type { Explorer } from './explorer.ts'
import type { SourceRegistry } from './source-registry.ts'

interface OpenSource {
  /** Null: on its way, failed, or there is none. */
  readonly explorer: Explorer | null
  readonly error: Error | null
  /** No source was named, and none is there unasked. */
  readonly none: boolean
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
  const { local } = registry
  const { navigation } = local
  const id = useSyncExternalStore(navigation.subscribe, () => sourceOf(navigation.current()))
  const [attempt, setAttempt] = useState(0)
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  useEffect(() => {
    const asked = new AbortController()
    const settle = (explorer: Explorer | null, error: Error | null) => {
      if (!asked.signal.aborted) setOutcome({ of: id, attempt, explorer, error })
    }
    const opening =
      id === null ? openUnasked(registry, asked.signal).then(() => null) : registry.open(id)
    opening.then(
      (explorer) => settle(explorer, null),
      (error: Error) => settle(null, error),
    )
    return () => asked.abort()
  }, [registry, id, attempt])
  const current = outcome?.of === id && outcome.attempt === attempt ? outcome : null
  // What is wrong with a store that is there, its own screen says.
  const shown = id === null && local.local ? local : null
  return {
    explorer: shown ?? current?.explorer ?? null,
    error: shown ? null : (current?.error ?? null),
    none: id === null && !shown && current !== null && !current.error,
    retry: () => setAttempt(attempt + 1),
  }
}

/** Without an embedded store the first source stands in the URL instead. */
async function openUnasked(registry: SourceRegistry, signal: AbortSignal): Promise<void> {
  const { navigation, source } = registry.local
  const first = await registry.unasked(signal)
  if (signal.aborted || first === null || first === source.id) return
  navigation.go(withSource(navigation.current(), first), 'replace')
}
