import { withDatabaseOptions, type DatabaseOptions } from './database-options.ts';
import type { Register } from './io.ts';

export interface CurrentOptions extends DatabaseOptions { readonly verbose?: true; readonly checkHeads?: true }

export const register: Register = (program, io, end) => {
  withDatabaseOptions(program.command('current'))
    .summary('list the revisions that the database is at')
    .option('-v, --verbose', 'all that is known of each revision')
    .option('--check-heads', 'exit with 1 where the database is not at every head')
    .action(async (options: CurrentOptions) => {
      const { current } = await import('./standing-at.ts');
      end(await current(options, io));
    });
};
