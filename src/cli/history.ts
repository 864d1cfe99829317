import { withDatabaseOptions, type DatabaseOptions } from './database-options.ts';
import type { Register } from './io.ts';

export interface HistoryOptions extends DatabaseOptions {
  readonly verbose?: true;
  readonly revRange?: string;
  readonly indicateCurrent?: true;
}

export const register: Register = (program, io, end) => {
  withDatabaseOptions(program.command('history'))
    .summary('list the revisions, newest first')
    .option('-v, --verbose', 'all that is known of each revision')
    .option('-r, --rev-range <start:end>', 'only these, such as 003:head, :003, -2: or current:')
    .option('-i, --indicate-current', 'mark those that the database is at; asks the database')
    .addHelpText('after', `
Examples:
  $ phasewise history
  $ phasewise history --verbose --rev-range 001:head
  $ phasewise history -i --rev-range current:`)
    .action(async (options: HistoryOptions) => {
      const { history } = await import('./listing.ts');
      io.out(await history(options, io));
      end(0);
    });
};
