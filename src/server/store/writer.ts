import type { Counts } from './counts.ts'
import type { Encoding, Taken } from './incoming.ts'
import type { Written } from './span-writer.ts'

/** What changes the store, in this thread or in one of its own. */
export interface Writer {
  /** Resolves when the spans are committed: from then on they survive the end of the process. @throws StoreError, MalformedExport */
  write(document: Uint8Array, encoding: Encoding): Promise<Taken>
  /** Removes the sample scenario; the number of its traces. */
  removeSample(): Promise<number>
  /** Notes that the sample scenario is wanted, or no more. */
  dismissSample(dismissed: boolean): Promise<void>
  /** Applies the limits, and sweeps up what was removed before. */
  enforceLimits(): Promise<void>
  /** Finishes the writes that wait, then lets go of the database. */
  close(): Promise<void>
}

/** Told after every commit that changes what can be seen; `written` is null when traces were removed. */
export interface News {
  readonly counts: Counts
  readonly written: Written | null
}

export interface WriterEvents {
  readonly onNews: (news: News) => void
  /** Hears of failures that no caller waits for. */
  readonly onError: (error: unknown) => void
}
