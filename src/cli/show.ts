import { withDatabaseOptions, type DatabaseOptions } from './database-options.ts';
import type { Register } from './io.ts';

export const register: Register = (program, io, end) => {
  withDatabaseOptions(program.command('show'))
    .summary('show one revision')
    .argument('<revision>', 'an id or the beginning of one, head, a label, 003-1, label@head; current asks the database')
    .addHelpText('after', `
Examples:
  $ phasewise show head
  $ phasewise show 003`)
    .action(async (revision: string, options: DatabaseOptions) => {
      const { show } = await import('./listing.ts');
      io.out(await show(revision, options, io));
      end(0);
    });
};
