import { withDatabaseOptions, type DatabaseOptions } from './database-options.ts';
import type { Register } from './io.ts';

export interface MoveOptions extends DatabaseOptions {
  readonly sql?: true;
  readonly dryRun?: true;
  readonly delegate?: true;
}

export const register: Register = (program, io, end) => {
  withDatabaseOptions(program.command('upgrade'))
    .summary('apply what is approved')
    .argument('[target]', 'head, heads, an id or the beginning of one, +1, label@head; a:b with --sql', undefined)
    .option('--sql', 'print the SQL instead of running it; asks no database')
    .option('--dry-run', 'say what would run, with its locks and findings; change nothing')
    .option('--delegate', 'let the project\'s own Alembic run what cannot be read whole')
    .addHelpText('after', `
Examples:
  $ phasewise upgrade                 to the head, on the project's database
  $ phasewise upgrade 003 --dry-run
  $ phasewise upgrade 002:004 --sql > upgrade.sql
  $ phasewise upgrade --embedded      on a PostgreSQL of our own
`)
    .action(async (target: string | undefined, options: MoveOptions) => {
      const { upgrade } = await import('./moving.ts');
      end(await upgrade(target, options, io));
    });
};
