import { folderOf, joined } from '../../../text/path.ts';
import { entriesIn } from '../layout.ts';
import type { SqlTool } from '../tool.ts';

/**
 * A file is one string, in a transaction unless it begins with `--! no-transaction`. current.sql, which is being written, follows the committed ones.
 * https://github.com/graphile/migrate#disable-transaction, https://github.com/graphile/migrate/blob/main/src/migration.ts (runStringMigration)
 */
export const graphileMigrate: SqlTool = {
  id: 'graphile-migrate',
  name: 'Graphile Migrate',
  owns: (here) => /^--! Previous: /m.test(here.sample),
  layout: (folder, world) => {
    const current = joined(folderOf(folder), 'current.sql');
    const writing = world.kindOf(current) === 'file'
      ? [{ path: current, name: { file: 'current.sql', version: 'current', words: 'current', part: 'both' as const, repeatable: false } }]
      : [];
    return { entries: [...entriesIn(folder, world), ...writing], order: 'name' };
  },
  style: { alone: ({ text }) => /^(?:--!(?!\s*no-transaction)[^\n]*\n|\s*\n)*--!\s*no-transaction\b/.test(text) },
  ledger: { schema: 'graphile_migrate', name: 'migrations' },
  runs: () => ({ wraps: 'script', sends: 'scripts', unwraps: 'never', settings: {} }),
  closed: 'The first lines of a committed migration are hashes of it and the one before, which Graphile Migrate alone writes: `graphile-migrate uncommit`, then change current.sql.',
  words: {
    own: 'in a current.sql of its own, committed before the next one',
    alone: 'in a current.sql of its own, with just that statement below its first line',
    outside: () => ['--! no-transaction'],
    oneByOne: true,
  },
};
