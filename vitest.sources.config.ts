import { defineConfig } from 'vitest/config'

/** Tests against real sources, which `scripts/setup.mjs --sources` builds: `npm run test:sources`. */
export default defineConfig({
  test: {
    environment: 'node',
    include: ['src/**/*.sources.test.ts'],
    // A source may take a while to start on a busy machine.
    testTimeout: 60_000,
    hookTimeout: 180_000,
    // Each file starts sources of its own, which share the machine's few cores.
    fileParallelism: false,
  },
})
