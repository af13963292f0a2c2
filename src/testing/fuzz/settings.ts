/** How long and from where a run of {@link ./fuzz.ts} goes; `scripts/fuzz.mjs` sets what is not the default. */
export interface FuzzSettings {
  /** Generated cases a door. The default takes a second or so a door: it is part of every test run. */
  readonly cases: number
  /** Another each time, unless told; printed, and enough to run the same again. */
  readonly seed: number
  /** Length of a case that is made to take long: with a tenth of it, what is quadratic still takes a hundredth. */
  readonly large: number
}

const DEFAULT_CASES = 300
const LONG_RUN = 10_000
const MAX_SEED = 0x7fffffff

export function fuzzSettings(environment: NodeJS.ProcessEnv = process.env): FuzzSettings {
  const cases = numberOf(environment.FUZZ_CASES) ?? DEFAULT_CASES
  return {
    cases,
    seed: numberOf(environment.FUZZ_SEED) ?? Date.now() % MAX_SEED,
    large: numberOf(environment.FUZZ_LARGE) ?? (cases > LONG_RUN ? MEGABYTE : MEGABYTE / 10),
  }
}

function numberOf(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : null
}

export const MEGABYTE = 1_000_000
const MAX_MS_A_MEGABYTE = 5000
/** What compiling and collecting garbage may add to a short case. */
const MIN_ALLOWED_MS = 1500

/** CPU time that a case of so many bytes may take. */
export function allowedMs(size: number): number {
  return Math.max(MIN_ALLOWED_MS, (MAX_MS_A_MEGABYTE * size) / MEGABYTE)
}

/** CPU time of a case that hangs for certain, and the time by the clock of one that waits for what never comes. */
export const HANG_CPU_MS = 30_000
export const HANG_CLOCK_MS = 600_000
