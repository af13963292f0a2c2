import type { SpanId, TraceId } from '../model/ids.ts'
import { HOME, type Place, type TracePlace, tracePlace } from '../state/places.ts'
import type { PanelTab, PanelView } from './panel-input.ts'

/** What a host wants to be shown. */
export interface Asked {
  readonly traceId: TraceId | null
  readonly spanId: SpanId | null
  readonly view: PanelView
  readonly tab: PanelTab
}

/**
 * Where a panel goes when its host asks for something else than before. What the host did not change stays as the person has
 * left it; a host that repeats what it heard of a person's move changes nothing.
 */
export function askedPlace(current: Place, asked: Asked, before: Asked | null): Place {
  const { traceId, spanId, tab } = asked
  const view = asked.view === 'details' ? 'waterfall' : asked.view
  const target = before?.traceId !== traceId || before.spanId !== spanId
  if (current.screen !== 'trace' || (target && current.traceId !== traceId)) {
    return traceId === null ? HOME : { ...tracePlace(traceId, spanId), view, tab }
  }
  const changed: { -readonly [K in keyof TracePlace]?: TracePlace[K] } = {}
  if (target && current.spanId !== spanId) Object.assign(changed, { spanId, twin: 0 })
  if (before?.view !== asked.view) changed.view = view
  if (before?.tab !== tab) changed.tab = tab
  return { ...current, ...changed }
}
