import { useState } from 'react'
import type { SpanId, SpanRef, TraceId } from '../../model/ids.ts'
import { useExplorer } from '../../queries/use-explorer.ts'
import { Notice } from '../../ui/Notice.tsx'
import type { Active } from './active.ts'
import { BeginningNote } from './BeginningNote.tsx'
import { ChainChooser } from './ChainChooser.tsx'
import { EndingNote } from './EndingNote.tsx'
import { JourneyPicture } from './JourneyPicture.tsx'
import { ReadingLine } from './ReadingLine.tsx'
import { StepList } from './StepList.tsx'
import { SummaryStrip } from './SummaryStrip.tsx'
import { useJourneys } from './use-journeys.ts'
import './journey.css'
import { useLandmark } from '../../ui/embedded.ts'

interface Props {
  readonly traceId: TraceId
  /** The journeys of this span's item are shown; null: of all that the trace handled. */
  readonly spanId: SpanId | null
  /** Key of the chosen journey; null: the first. */
  readonly chosen: string | null
  /** The span whose details are shown. */
  readonly selected: SpanRef | null
  readonly onChoose: (key: string) => void
  readonly onSelect: (span: SpanRef) => void
  readonly onOpen: (span: SpanRef) => void
}

/** One item's path through the traces, on one clock. */
export function JourneyView(props: Props) {
  const { traceId, spanId, chosen, selected, onChoose, onSelect, onOpen } = props
  const { source, local } = useExplorer()
  const landmark = useLandmark('region')
  const where = local ? 'the local store' : `the source ${source.name}`
  const journeys = useJourneys(traceId, spanId, chosen)
  const [active, setActive] = useState<Active | null>(null)
  if (!journeys || journeys.journey.legs.length === 0) {
    return (
      <section className="jy" role={landmark} aria-label="Journey" aria-busy="true">
        <span className="visually-hidden" role="status">
          Reading the journey
        </span>
        <div className="skeleton jy-skeleton" />
      </section>
    )
  }
  const { chain, chains, more, journey, busy } = journeys
  return (
    <section className="jy" role={landmark} aria-label="Journey" aria-busy={busy}>
      <ReadingLine journeys={journeys} />
      {chain && chains.length > 1 && (
        <ChainChooser
          chains={chains}
          more={more}
          chain={chain}
          onChoose={onChoose}
          onMore={journeys.listMore}
        />
      )}
      <SummaryStrip totals={journey.totals} />
      <JourneyPicture
        journey={journey}
        active={active}
        selected={selected}
        onActive={setActive}
        onSelect={onSelect}
        onOpen={onOpen}
      />
      <BeginningNote journeys={journeys} />
      <EndingNote journeys={journeys} where={where} />
      {chain?.cut && (
        <Notice title="The journey is longer than this">
          It goes on beyond {chain.hops.length} hops. Open its first or last trace to see on.
        </Notice>
      )}
      <StepList
        journey={journey}
        active={active}
        selected={selected}
        where={where}
        onActive={setActive}
        onSelect={onSelect}
      />
    </section>
  )
}
