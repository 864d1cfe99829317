import { withDatabaseOptions, type DatabaseOptions } from './database-options.ts';
import type { Register } from './io.ts';

export interface StampOptions extends DatabaseOptions { readonly purge?: true }

export const register: Register = (program, io, end) => {
  withDatabaseOptions(program.command('stamp'))
    .summary('say where a database stands, without running anything')
    .argument('[revisions...]', 'ids, head, heads or base')
    .option('--purge', 'forget first what the version table says, unknown revisions too')
    .action(async (revisions: readonly string[], options: StampOptions) => {
      const { stamp } = await import('./stamping.ts');
      end(await stamp(revisions, options, io));
    });
};
