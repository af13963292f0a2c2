import type { ComponentProps } from 'react'
import { useEmbedded } from '../ui/embedded.ts'

/** The page's main content; in a panel, whose page has one of its own, a group. */
export function Main(props: ComponentProps<'main'>) {
  return useEmbedded() ? (
    <section role="group" aria-label="Trace" {...props} />
  ) : (
    <main {...props} />
  )
}
