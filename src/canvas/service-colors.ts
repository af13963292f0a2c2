/** Slots of `--p-service-…` in ui/tokens.css. The link hue, violet, is in none of them. */
export const SERVICE_SLOTS = 12

/**
 * A colour slot for each service: the hash of its name, so that it is the same in every trace and does not depend on the order of
 * arrival; a slot taken by another service of this set moves on to the next free one, in sorted order.
 */
export function serviceSlots(services: Iterable<string>): ReadonlyMap<string, number> {
  const slots = new Map<string, number>()
  const taken = new Set<number>()
  for (const service of [...new Set(services)].sort()) {
    let slot = hash(service) % SERVICE_SLOTS
    if (taken.size < SERVICE_SLOTS) while (taken.has(slot)) slot = (slot + 1) % SERVICE_SLOTS
    taken.add(slot)
    slots.set(service, slot)
  }
  return slots
}

/** The slot of a service on its own, where there is no set to probe. */
export function serviceSlot(service: string): number {
  return hash(service) % SERVICE_SLOTS
}

export function slotColor(slot: number): string {
  return `var(--p-service-${slot})`
}

/** FNV-1a with a final mix: the low bits decide. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193)
  value ^= value >>> 15
  value = Math.imul(value, 0x2c1b3c6d)
  return (value ^ (value >>> 12)) >>> 0
}
