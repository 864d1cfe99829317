import { files } from '../layout.ts';
import type { SqlTool } from '../tool.ts';

/**
 * A file is one string in a transaction. https://github.com/riverqueue/river/blob/master/rivermigrate/river_migrate.go
 */
export const river: SqlTool = {
  id: 'river',
  name: 'River',
  owns: (here) => here.sample.includes('/* TEMPLATE: schema */'),
  layout: files,
  style: {},
  ledger: { name: 'river_migration' },
  runs: () => ({ wraps: 'script', sends: 'scripts', unwraps: 'never', settings: {} }),
  words: { own: 'in a file of its own', alone: "outside River's migrator, which runs every migration in a transaction" },
};
