import { formatDuration } from '../base/format.ts'
import type { Wait } from './wait.ts'

/**
 * A wait where a heading says that it is one: "58 m 12 s", "overlaps by 40 ms". Of a linked span that starts later than the
 * linking one no length is told: two clocks that disagree give none.
 */
export function waitText({ nanos, kind }: Wait): string {
  switch (kind) {
    case 'waited':
      return formatDuration(nanos)
    case 'overlap':
      return `overlaps by ${formatDuration(-nanos)}`
    case 'future':
      return 'starts later'
  }
}

/** The same where nothing else says what it is: "waited 58 m 12 s". */
export function waitWords(wait: Wait): string {
  return wait.kind === 'waited' ? `waited ${waitText(wait)}` : waitText(wait)
}
