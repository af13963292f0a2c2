import { configDefaults, defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    environment: 'node',
    include: ['src/**/*.test.ts', 'src/**/*.test.tsx'],
    // Those against real sources: vitest.sources.config.ts.
    exclude: [...configDefaults.exclude, 'src/**/*.sources.test.ts'],
    // Generous: a property test on a busy machine is slow, not wrong.
    testTimeout: 30_000,
    coverage: {
      provider: 'v8',
      reporter: ['text-summary'],
      include: ['src/**/*.{ts,tsx}'],
      exclude: ['src/**/*.test.{ts,tsx}', 'src/testing/**'],
    },
  },
})
