import type { SpanId } from '../../model/ids.ts'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { DownloadButton } from './DownloadButton.tsx'
import { ScrollText } from './ScrollText.tsx'
import './span-details.css'

/** A span with 10,000 links is several megabytes of text. In UTF-16 units. */
const MAX_SHOWN = 200_000

interface Props {
  /** OTLP JSON, made where the document is: in the worker. */
  readonly text: string
  readonly spanId: SpanId
}

/** Tab "Raw": the span as the OTLP JSON document that holds it alone. */
export function RawTab({ text, spanId }: Props) {
  return (
    <div className="details-tab">
      <div className="details-block-head">
        <h3 className="details-caption">OTLP JSON</h3>
        <CopyButton what="span as JSON" text={text} />
        <DownloadButton fileName={`span-${spanId}.json`} type="application/json" text={text} />
      </div>
      <ScrollText label="Span as OTLP JSON" text={text} limit={MAX_SHOWN} />
    </div>
  )
}
