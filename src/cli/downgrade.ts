import { withDatabaseOptions } from './database-options.ts';
import type { Register } from './io.ts';
import type { MoveOptions } from './upgrade.ts';

export const register: Register = (program, io, end) => {
  withDatabaseOptions(program.command('downgrade'))
    .summary('undo the last revisions')
    .argument('[target]', 'the revision to go back to: an id or the beginning of one, base, -1; a:b with --sql')
    .option('--sql', 'print the SQL instead of running it; asks no database')
    .option('--dry-run', 'say what would run, with its locks and findings; change nothing')
    .option('--delegate', 'let the project\'s own Alembic run what cannot be read whole')
    .addHelpText('after', `
Examples:
  $ phasewise downgrade -1
  $ phasewise downgrade base --embedded
  $ phasewise downgrade 003:001 --sql
`)
    .action(async (target: string | undefined, options: MoveOptions) => {
      const { downgrade } = await import('./moving.ts');
      end(await downgrade(target, options, io));
    });
};
