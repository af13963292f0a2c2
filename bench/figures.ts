import { loadavg } from 'node:os'

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]
}

export function quantile(sorted: readonly number[], q: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))]
}

/** To be printed first and last: figures of a machine that does other work are only good beside each other. */
export function load(): string {
  return `load of the last minute ${loadavg()[0].toFixed(1)}`
}
