import type { Capabilities } from '../source.ts'

/** What files can answer: they are in memory, so everything. */
export const FILE_CAPABILITIES: Capabilities = {
  linkedFrom: 'index',
  linkAttributes: true,
  resolveAtOnce: 1000,
  watch: false,
  attributeNames: true,
  unsearchable: {},
}
