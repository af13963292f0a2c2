import { sized } from './value-text.ts'

/** What the SDK left out because of its limits, in words: `3 attributes were dropped by the SDK`; null for none. */
export function droppedWords(count: number, noun: 'attribute' | 'event'): string | null {
  if (count === 0) return null
  return `${sized(count, noun)} ${count === 1 ? 'was' : 'were'} dropped by the SDK`
}
