import { useLinkTo } from '../queries/use-explorer.ts'
import { HOME } from '../state/places.ts'
import { Notice } from '../ui/Notice.tsx'

export function UnknownScreen({ why }: { readonly why: string }) {
  const home = useLinkTo()(HOME)
  return (
    <main className="screen-notice">
      <h1 className="visually-hidden">Unknown address</h1>
      <Notice title="Nothing to show here">
        <p>{why}</p>
        <a {...home}>All traces</a>
      </Notice>
    </main>
  )
}
