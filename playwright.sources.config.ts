import base from './playwright.config.ts'

/** The tests with real sources, which `scripts/setup.mjs --sources` builds: `npm run test:sources`. */
export default {
  ...base,
  testDir: 'e2e/real',
  testIgnore: [],
  // A real source and a browser keep a core busy each.
  workers: 1,
}
