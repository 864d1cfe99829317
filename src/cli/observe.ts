import type { Register } from './io.ts';
import type { ProjectOptions } from './project-options.ts';

/** What `observe` was asked. */
export interface ObserveOptions extends ProjectOptions {
  readonly pg?: string;
  readonly down?: true;
  readonly rows: string;
  readonly json?: true;
}

export const register: Register = (program, io, end) => {
  program.command('observe')
    .summary('run a migration on an empty server and look at what it locks')
    .description('Builds the tables that a migration finds on a server of its own, fills them with rows, runs the migration there statement by '
      + 'statement, and shows what was predicted beside what the server did. Your database is not asked.')
    .argument('<migration>', 'a file, or a revision: an id or the beginning of one, head, a label, 003-1')
    .option('--pg <major>', 'the major of PostgreSQL, 13 to 18; the newest that is installed')
    .option('--down', 'its downgrade instead')
    .option('--rows <n>', 'rows for each table that has none', '1000')
    .option('--json', 'everything, for programs')
    .option('--project <folder>', 'the one project meant, where there are several')
    .addHelpText('after', `
Examples:
  $ phasewise observe migrations/003_priority.sql
  $ phasewise observe head --pg 14
  $ phasewise observe 003 --down --json

Exit code: 0 it ran, and all was as predicted; 1 otherwise.`)
    .action(async (migration: string, options: ObserveOptions) => {
      const { observe } = await import('./observing.ts');
      end(await observe(migration, options, io));
    });
};
