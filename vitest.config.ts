import { defineConfig } from 'vitest/config';

/** Rooms whose tests leave nothing behind. In a process of its own each file would load all rules again, which takes longer than most of them. */
const TOGETHER = ['autogenerate', 'config', 'lint', 'operations', 'report', 'revisions', 'rule', 'rules', 'sources', 'sql', 'text'].map((room) => `test/${room}/**/*.test.ts`);

export default defineConfig({
  test: {
    globalSetup: ['test/servers/setup.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      { extends: true, test: { name: 'together', include: TOGETHER, isolate: false } },
      { extends: true, test: { name: 'apart', include: ['test/**/*.test.ts'], exclude: TOGETHER } },
    ],
  },
});
