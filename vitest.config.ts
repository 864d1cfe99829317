import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/servers/setup.ts'],
    pool: 'forks',
    maxWorkers: 2,
    // Each file loads all rules again otherwise, which takes a third of the time of most.
    isolate: false,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
