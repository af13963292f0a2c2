const UNITS: Readonly<Record<string, number>> = {
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
}

/** Milliseconds of a time such as 30s, 30m, 12h or 7d; null when it is none, or nothing. */
export function parseDuration(text: string): number | null {
  const [, digits, unit] = /^(\d{1,9})([smhd])$/.exec(text) ?? []
  const time = Number(digits) * (UNITS[unit] ?? NaN)
  return time > 0 ? time : null
}
