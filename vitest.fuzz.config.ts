import { defineConfig } from 'vitest/config'

/** The doors alone, for as many cases as `scripts/fuzz.mjs` was told. */
export default defineConfig({
  test: {
    environment: 'node',
    include: ['src/**/fuzz-*.test.ts'],
    // One door after the other: CPU time is measured.
    fileParallelism: false,
  },
})
