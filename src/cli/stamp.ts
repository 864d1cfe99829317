import { withDatabaseOptions, type DatabaseOptions } from './database-options.ts';
import type { Register } from './io.ts';

export interface StampOptions extends DatabaseOptions { readonly purge?: true; readonly sql?: true }

export const register: Register = (program, io, end) => {
  withDatabaseOptions(program.command('stamp'))
    .summary('say where a database stands, without running anything')
    .argument('[revisions...]', 'ids, head, heads or base; a:b with --sql')
    .option('--purge', 'forget first what the version table says, unknown revisions too')
    .option('--sql', 'print the SQL instead of running it; asks no database')
    .action(async (revisions: readonly string[], options: StampOptions) => {
      const { stamp } = await import('./stamping.ts');
      end(await stamp(revisions, options, io));
    });
};
