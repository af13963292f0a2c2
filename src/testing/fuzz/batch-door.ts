import * as fc from 'fast-check'
import type { SpanBatch } from '../../model/span-batch.ts'
import { changes, mutated } from '../mutate-json.ts'
import { orTypedError } from '../typed-error.ts'
import { checkBatch } from './check-batch.ts'
import type { Door } from './fuzz.ts'
import { BYTES } from './kept-cases.ts'
import { largeDocuments } from './large-texts.ts'
import { type Mentions, mentionsIn } from './mentions.ts'
import { mutatedBytes } from './mutate-bytes.ts'

export interface BatchDoor {
  readonly name: string
  /** Sound documents, of which the cases are made. */
  readonly documents: readonly Uint8Array[]
  decode(bytes: Uint8Array): SpanBatch
  mentions?(bytes: Uint8Array): Mentions
  /** Nanoseconds of the format's unit of time; null: its times can't be looked up. */
  readonly unit: bigint | null
  /** The spans in a document, as another reader counts them; null where it can't. */
  count?(bytes: Uint8Array): number | null
  /** Cases beside those made of the documents. */
  readonly more?: fc.Arbitrary<Uint8Array>
}

const LARGE = 50_000

/** A door through which documents of spans come in. */
export function batchDoor(door: BatchDoor): Door<Uint8Array> {
  const { name, documents, decode, unit, more } = door
  const mentions = door.mentions ?? ((bytes) => mentionsIn(new TextDecoder().decode(bytes)))
  const made = [mutatedBytes(documents), ...structured(documents), ...(more ? [more] : [])]
  return {
    name,
    form: BYTES,
    cases: fc.oneof(...made),
    sizeOf: (bytes) => bytes.length,
    large: [...largeDocuments()],
    check(bytes) {
      const batch = orTypedError(() => decode(bytes))
      if (batch === null) return
      // To look each id up would take longer than to read the document.
      if (bytes.length > LARGE) {
        for (let i = 0; i < batch.length; i++) batch.span(i)
        return
      }
      const rules = { mentions: mentions(bytes), unit, count: door.count?.(bytes) ?? null }
      checkBatch(batch, rules)
    },
  }
}

/** The documents that are JSON, or JSON lines, with parts taken out or replaced. */
function structured(documents: readonly Uint8Array[]): fc.Arbitrary<Uint8Array>[] {
  const parsed = documents.flatMap((bytes) => {
    try {
      return [parsedLines(new TextDecoder('utf-8', { fatal: true }).decode(bytes))]
    } catch {
      return []
    }
  })
  if (parsed.length === 0) return []
  const made = fc.tuple(fc.constantFrom(...parsed), changes).map(([lines, some]) => {
    const changed = mutated(lines, some)
    const list = Array.isArray(changed) ? changed : [changed]
    return new TextEncoder().encode(list.map((line) => JSON.stringify(line) ?? '').join('\n'))
  })
  return [made]
}

/** Lines that are documents, or the one document that the text is. */
export function parsedLines(text: string): unknown[] {
  try {
    return [JSON.parse(text)]
  } catch {
    return text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown)
  }
}

/** Adds up what `of` finds in a document that is JSON; null where it is none. */
export function countIn(bytes: Uint8Array, of: (document: unknown) => number): number | null {
  try {
    return of(JSON.parse(new TextDecoder().decode(bytes)))
  } catch {
    return null
  }
}

/** The items at the end of a path of keys of objects, with a list at each. */
export function itemsAt(value: unknown, [key, ...inner]: readonly string[]): number {
  if (key === undefined) return 1
  const list = (value as Record<string, unknown> | null)?.[key]
  if (!Array.isArray(list)) return 0
  return list.reduce<number>((sum, item) => sum + itemsAt(item, inner), 0)
}
