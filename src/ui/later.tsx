import { type ComponentType, type ReactNode, useEffect, useState } from 'react'

const FAILED = 'A part of the page could not be loaded: it is missing, or the network is gone.'

export interface Later<Props> {
  (props: Props): ReactNode
  /** Loads it ahead; a failure is for who shows it. */
  load(): Promise<void>
}

/**
 * A component of a chunk of its own; nothing, or what is given for the meantime, is shown until that is there, and once it is there it
 * is shown at once. Loaded by hand, since React holds back what has suspended for 0.3 s. A load that failed is for the error boundary
 * around it.
 */
export function later<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  Meanwhile: ComponentType | null = null,
): Later<Props> {
  // Code, not state: all pages of a document have the same.
  let View: ComponentType<Props> | null = null
  const come = async () => {
    View = await load()
  }
  function Later(props: Props) {
    const [outcome, setOutcome] = useState<'there' | Error | null>(View && 'there')
    useEffect(() => {
      if (outcome !== null) return
      let isWanted = true
      come().then(
        () => isWanted && setOutcome('there'),
        (cause: unknown) => isWanted && setOutcome(new Error(FAILED, { cause })),
      )
      return () => {
        isWanted = false
      }
    }, [outcome])
    if (outcome instanceof Error) throw outcome
    if (View) return <View {...props} />
    return Meanwhile && <Meanwhile />
  }
  return Object.assign(Later, { load: () => come().catch(() => {}) })
}
