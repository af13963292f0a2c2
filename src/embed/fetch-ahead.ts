import type { PanelInput } from './panel-input.ts'

/** What reads a source, by its kind. */
const ADAPTERS = {
  local: () => import('../sources/local/client.ts'),
  jaeger: () => import('../sources/jaeger/client.ts'),
  tempo: () => import('../sources/tempo/client.ts'),
  victoria: () => import('../sources/victoria/client.ts'),
  signoz: () => import('../sources/signoz/client.ts'),
} as const

/**
 * Fetches, beside the panel, the chunks that it is going to ask for: one after the other they would be one way to the server
 * and back each. What does not come, the panel asks for again, and says so.
 */
export function fetchAhead({ source, traces, spanId }: PanelInput): void {
  const parts: Promise<unknown>[] = []
  if (isGiven(traces)) parts.push(import('./start-handed-worker.ts'))
  else if (isGiven(source)) {
    parts.push(import('./start-source-worker.ts'))
    if ('kind' in source && Object.hasOwn(ADAPTERS, source.kind)) {
      parts.push(ADAPTERS[source.kind]())
    }
  }
  if (isGiven(spanId)) parts.push(import('../shell/trace/DetailsPanel.tsx'))
  for (const part of parts) part.catch(() => {})
}

function isGiven<T>(value: T): value is NonNullable<T> {
  return value !== null && value !== undefined
}
