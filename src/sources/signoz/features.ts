/** What differs between the versions of SigNoz. */
export interface SignozFeatures {
  /** Version 5 of its query API, from 0.87 on: spans with exact times, by a filter or by SQL. */
  readonly v5: boolean
  /** That API gives all that is stored of a span unasked, from 0.130 on; before, only SQL does. */
  readonly wholeSpans: boolean
  /** A filter may look into the column of links, from 0.134 on; before, only SQL may. */
  readonly linkFilter: boolean
  /** Lists of attribute keys and values, from 0.84 on. */
  readonly fields: boolean
}

export const NEWEST: SignozFeatures = {
  v5: true,
  wholeSpans: true,
  linkFilter: true,
  fields: true,
}

/** Where no version is said and the newer query API does not answer. */
export const OLDEST: SignozFeatures = {
  v5: false,
  wholeSpans: false,
  linkFilter: false,
  fields: false,
}

/** By the releases of SigNoz, all of which are 0.x so far; null: the text names none, as a build of one's own may. */
export function featuresOf(version: string): SignozFeatures | null {
  const [, major, minor] = /^v?(\d+)\.(\d+)/.exec(version) ?? []
  if (major === undefined) return null
  const release = Number(major) * 1000 + Number(minor)
  return {
    v5: release >= 87,
    wholeSpans: release >= 130,
    linkFilter: release >= 134,
    fields: release >= 84,
  }
}
