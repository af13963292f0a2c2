import { MiniWaterfall } from '../../canvas/MiniWaterfall.tsx'
import type { SpanRef } from '../../model/ids.ts'
import { usePeekedTrace } from '../../queries/use-peeked-trace.ts'

/** The trace of a linked span in miniature, and the span's way to its root. Reads that trace. */
export function LinkPeek({ span }: { readonly span: SpanRef }) {
  const peeked = usePeekedTrace(span)
  switch (peeked.state) {
    case 'reading':
      return (
        <div className="ld-peek" aria-busy="true">
          <span className="skeleton" />
          <span className="visually-hidden">reading the linked trace</span>
        </div>
      )
    case 'absent':
      return (
        <p className="muted">
          The linked trace can’t be shown here: {peeked.error?.message ?? 'it lacks the span.'}
        </p>
      )
    case 'here':
      return (
        <div className="ld-peek">
          <MiniWaterfall table={peeked.table} row={peeked.row} />
        </div>
      )
  }
}
