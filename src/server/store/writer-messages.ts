import { type Encoding, MalformedExport } from './incoming.ts'
import type { Limits } from './retention.ts'
import { StoreError, type StoreErrorCode } from './store-error.ts'
import type { News } from './writer.ts'

/** What the writer's thread is started with. */
export interface WriterTask {
  /** The database's file. */
  readonly name: string
  readonly limits: Limits
}

export type WriterCall =
  | { readonly verb: 'write'; readonly document: Uint8Array; readonly encoding: Encoding }
  | { readonly verb: 'removeSample' }
  | { readonly verb: 'dismissSample'; readonly dismissed: boolean }
  | { readonly verb: 'enforceLimits' }
  | { readonly verb: 'close' }

export interface WriterRequest {
  readonly id: number
  readonly call: WriterCall
}

export type WriterReply =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly failure: Failure }
  | { readonly news: News }
  /** Of work that no one waits for. */
  | { readonly failure: Failure }

/** An error between threads, which keep neither its class nor its fields. */
export interface Failure {
  readonly kind: StoreErrorCode | 'malformed' | 'other'
  readonly message: string
}

export function failureOf(error: unknown): Failure {
  if (error instanceof StoreError) return { kind: error.code, message: error.message }
  if (error instanceof MalformedExport) return { kind: 'malformed', message: error.message }
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return { kind: 'other', message }
}

export function errorOf({ kind, message }: Failure): Error {
  if (kind === 'malformed') return new MalformedExport(message)
  return kind === 'other' ? new Error(message) : new StoreError(kind, message)
}
