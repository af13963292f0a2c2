import type { SourceHealth } from '../../sources/gateway-schema.ts'

/** Menus and tabs that ask together share one probe. */
export const FRESH_FOR = 5000
/** A list of sources does not wait longer for one that is slow to answer. */
export const PATIENCE = 1000

export interface HealthWatch<T> {
  /** The health of a source, at most {@link FRESH_FOR} old; `unknown` while its first probe takes longer than the patience. */
  of(source: T): Promise<SourceHealth>
}

interface Known {
  readonly probing: Promise<SourceHealth>
  /** Of the probe's end; null while it runs. */
  endedAt: number | null
  /** What the probe before found. */
  readonly before: SourceHealth | null
  result: SourceHealth | null
}

export function watchHealth<T extends object>(
  probe: (source: T) => Promise<SourceHealth>,
  { patience = PATIENCE, now = () => performance.now() } = {},
): HealthWatch<T> {
  const known = new WeakMap<T, Known>()

  const start = (source: T, before: SourceHealth | null): Known => {
    const entry: Known = { probing: probe(source), endedAt: null, before, result: null }
    void entry.probing.then((result) => {
      entry.result = result
      entry.endedAt = now()
    })
    known.set(source, entry)
    return entry
  }

  return {
    of(source) {
      const last = known.get(source)
      const fresh = last && (last.endedAt === null || now() - last.endedAt < FRESH_FOR)
      const entry = fresh ? last : start(source, last?.result ?? null)
      if (entry.result) return Promise.resolve(entry.result)
      const pending = entry.before ?? { state: 'unknown', message: 'It has not answered yet.' }
      const { promise, resolve } = Promise.withResolvers<SourceHealth>()
      const timer = setTimeout(() => resolve(pending), patience)
      void entry.probing.then(resolve).finally(() => clearTimeout(timer))
      return promise
    },
  }
}
