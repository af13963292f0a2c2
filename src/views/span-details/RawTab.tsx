import { useMemo } from 'react'
import type { Span } from '../../model/span.ts'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { DownloadButton } from './DownloadButton.tsx'
import { ScrollText } from './ScrollText.tsx'
import { rawFileName, rawText } from './raw-text.ts'
import './span-details.css'

/** A span with 10,000 links is several megabytes of text. In UTF-16 units. */
const MAX_SHOWN = 200_000

/** Tab "Raw": the span as the OTLP JSON document that holds it alone. */
export function RawTab({ span }: { readonly span: Span }) {
  const text = useMemo(() => rawText(span), [span])
  return (
    <div className="details-tab">
      <div className="details-block-head">
        <h3 className="details-caption">OTLP JSON</h3>
        <CopyButton what="span as JSON" text={text} />
        <DownloadButton fileName={rawFileName(span)} type="application/json" text={text} />
      </div>
      <ScrollText
        label="Span as OTLP JSON"
        text={text}
        limit={MAX_SHOWN}
        rest="A copy or a download has all of them."
        look="tall"
      />
    </div>
  )
}
