/** Words of the protocol that its users see; the messages themselves are in `protocol.ts`. */

/** Who follows links: the frame by itself, or the page around it. */
export const ROUTINGS = ['frame', 'host'] as const
export type Routing = (typeof ROUTINGS)[number]

/** Why a message is not read. `unknown`: not of this protocol, or of no known type. */
export type Unread = 'tooLarge' | 'otherVersion' | 'unknown' | 'malformed'

/** `stranger`: from another window or origin. `tooMany`: more than are read in a second. */
export type Ignored = 'stranger' | 'tooMany' | Unread

export type IgnoredCounts = Readonly<Record<Ignored, number>>
