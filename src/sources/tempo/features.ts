/** What differs between the versions of Tempo. */
export interface TempoFeatures {
  /** Traces by id in the answer that says when a trace is only partly there. */
  readonly v2Trace: boolean
  /** Search by the trace ids of links. */
  readonly links: boolean
  /** Searches that give the newest traces instead of any. */
  readonly mostRecent: boolean
}

const NEWEST: TempoFeatures = { v2Trace: true, links: true, mostRecent: true }

/** Where nothing says which version it is: a hint that is not known is an error, a path that is not there falls back. */
export const UNKNOWN_VERSION: TempoFeatures = { ...NEWEST, mostRecent: false }

/** By the changelog of Tempo. A version that is no number is one of the hosted builds, which are newer than the releases. */
export function featuresOf(version: string): TempoFeatures {
  const [, major, minor] = /^v?(\d+)\.(\d+)/.exec(version) ?? []
  if (major === undefined) return NEWEST
  const release = Number(major) * 1000 + Number(minor)
  return { v2Trace: release >= 2006, links: release >= 2006, mostRecent: release >= 2008 }
}
