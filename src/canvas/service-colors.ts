/** Slots of `--p-service-…` in ui/tokens.css. The link hue, violet, is in none of them. */
export const SERVICE_SLOTS = 16

/**
 * The colour slot of a service: a function of its name alone, so that it is the same on every screen, in every trace and in
 * any order of arrival. Two services of one trace may share a colour; their names stand beside it everywhere.
 * FNV-1a with a final mix, since the low bits decide.
 */
export function serviceSlot(service: string): number {
  let value = 0x811c9dc5
  for (let i = 0; i < service.length; i++) {
    value = Math.imul(value ^ service.charCodeAt(i), 0x01000193)
  }
  value ^= value >>> 15
  value = Math.imul(value, 0x2c1b3c6d)
  return ((value ^ (value >>> 12)) >>> 0) % SERVICE_SLOTS
}

/** As a CSS colour, for elements inside the explorer's root. */
export function serviceColor(service: string): string {
  return `var(--p-service-${serviceSlot(service)})`
}
