interface Box {
  readonly width: number
  readonly height: number
}

const LEAST = 0.2
const MOST = 1.5
/** Below it words are hard to read. */
const READABLE = 0.75
const STEP = 1.25

/** The zoom at which a picture is as wide as its room, never larger than life. */
export function fitting(picture: Box, room: Box): number {
  if (room.width === 0 || picture.width === 0) return 1
  return Math.max(LEAST, Math.min(1, room.width / picture.width))
}

/** What a picture begins with: all of it where its words can then be read, else life size, to be scrolled. */
export function readable(fit: number): number {
  return fit >= READABLE ? fit : 1
}

export function zoomedIn(k: number): number {
  return Math.min(MOST, k * STEP)
}

export function zoomedOut(k: number): number {
  return Math.max(LEAST, k / STEP)
}
