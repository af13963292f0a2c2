import { Notice } from '../ui/Notice.tsx'

export function UnknownScreen({ why }: { readonly why: string }) {
  return (
    <main className="screen-notice">
      <Notice title="Nothing to show here">
        <p>{why}</p>
        <a href="/">All traces</a>
      </Notice>
    </main>
  )
}
