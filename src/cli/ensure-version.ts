import { withDatabaseOptions, type DatabaseOptions } from './database-options.ts';
import type { Register } from './io.ts';

export interface EnsureVersionOptions extends DatabaseOptions { readonly sql?: true }

export const register: Register = (program, io, end) => {
  withDatabaseOptions(program.command('ensure_version'))
    .summary('make the version table, where it is not there yet')
    .option('--sql', 'print the SQL instead of running it; asks no database')
    .action(async (options: EnsureVersionOptions) => {
      const { ensureVersion } = await import('./ensuring-version.ts');
      end(await ensureVersion(options, io));
    });
};
