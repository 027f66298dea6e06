import { availableParallelism } from 'node:os';

import { defineConfig } from 'vitest/config';

const sandboxTests = 'src/sandbox/**/*.test.ts';

export default defineConfig({
  test: {
    // Vitest would leave one core idle; these tests wait more than they compute.
    maxWorkers: availableParallelism(),
    projects: [
      {
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts'],
          exclude: [sandboxTests],
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'unit-sandbox',
          include: [sandboxTests],
          testTimeout: 30_000,
          // Nothing in a sandbox outlives it, so its many tests need no process for each file. That
          // is most of what they would cost.
          isolate: false,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['test/**/*.test.ts'],
          globalSetup: 'test/support/packed.ts',
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      exclude: ['src/**/*.test.ts'],
      reporter: ['text-summary', 'text'],
      thresholds: {
        // Of the unit tests alone; most of the command line is seen by those in test/.
        lines: 89,
        'src/{config,fallback,meta,registration,relay,send}/**': { lines: 100, functions: 100 },
      },
    },
  },
});
