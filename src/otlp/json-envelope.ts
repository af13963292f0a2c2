import { type JsonObject, isObject } from './parse-json.ts'

/**
 * The `resourceSpans` of a document in the envelopes that real writers give them: as OTLP has it; `batches` (Tempo); within
 * `trace` (Tempo v2) or `result` (Jaeger v3). Undefined when there are none. Older names inside (before OTLP 0.15:
 * `instrumentationLibrarySpans`) become today's, in copies.
 */
export function resourceSpansOf(document: JsonObject): unknown {
  const within = [document, document.trace, document.result].filter(isObject)
  for (const object of within) {
    const groups = object.resourceSpans ?? object.batches
    if (groups !== undefined && groups !== null) {
      return Array.isArray(groups) ? groups.map(withNewNames) : groups
    }
  }
  return undefined
}

function withNewNames(group: unknown): unknown {
  if (!isObject(group) || group.scopeSpans) return group
  const scopes = group.instrumentationLibrarySpans ?? group.ilSpans
  if (!Array.isArray(scopes)) return group
  return {
    ...group,
    scopeSpans: scopes.map((inner: unknown) =>
      isObject(inner) ? { scope: inner.instrumentationLibrary, ...inner } : inner,
    ),
  }
}
