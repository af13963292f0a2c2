import { useEffect, useState } from 'react'
import type { PreferenceStore } from '../state/preferences.ts'
import { type OpenPanel, openPanel } from './open-panel.ts'
import type { PanelNavigation } from './panel-navigation.ts'
import type { Origin } from './panel-options.ts'

interface Opening {
  /** Null: on its way, or failed. */
  readonly open: OpenPanel | null
  readonly error: Error | null
  readonly retry: () => void
}

interface Outcome {
  readonly origin: Origin
  readonly attempt: number
  readonly open: OpenPanel | null
  readonly error: Error | null
}

/** Opens an origin, closes it when another one comes or the panel goes. `origin` must keep its identity. */
export function usePanel(
  origin: Origin,
  preferences: PreferenceStore,
  navigate: () => PanelNavigation,
): Opening {
  const [attempt, setAttempt] = useState(0)
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  useEffect(() => {
    const controller = new AbortController()
    const { signal } = controller
    let opened: OpenPanel | null = null
    const settle = (open: OpenPanel | null, error: Error | null) =>
      setOutcome({ origin, attempt, open, error })
    openPanel(origin, { navigation: navigate(), preferences, signal }).then(
      (open) => {
        if (signal.aborted) return open.explorer.dispose()
        opened = open
        settle(open, null)
      },
      (error: Error) => {
        if (!signal.aborted) settle(null, error)
      },
    )
    return () => {
      controller.abort()
      // What is still mounted below reads from it until this update is through.
      queueMicrotask(() => opened?.explorer.dispose())
    }
    // `navigate` is another function each time, and does the same.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [origin, preferences, attempt])
  const current = outcome?.origin === origin && outcome.attempt === attempt ? outcome : null
  return {
    open: current?.open ?? null,
    error: current?.error ?? null,
    retry: () => setAttempt(attempt + 1),
  }
}
