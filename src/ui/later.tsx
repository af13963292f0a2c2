import { type ComponentType, type ReactNode, useEffect, useState } from 'react'

const FAILED = 'A part of the page could not be loaded: it is missing, or the network is gone.'

/**
 * A component of a chunk of its own; nothing is shown until that is there. Loaded by hand, since React holds back what has
 * suspended for 0.3 s. A load that failed is for the error boundary around it.
 */
export function later<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): (props: Props) => ReactNode {
  return function Later(props: Props) {
    const [loaded, setLoaded] = useState<{ View: ComponentType<Props> } | { error: unknown }>()
    useEffect(() => {
      let isWanted = true
      load().then(
        (View) => isWanted && setLoaded({ View }),
        (error: unknown) => isWanted && setLoaded({ error }),
      )
      return () => {
        isWanted = false
      }
    }, [])
    if (loaded === undefined) return null
    if ('error' in loaded) throw new Error(FAILED, { cause: loaded.error })
    return <loaded.View {...props} />
  }
}
