import type { Register } from './io.ts';

export interface HistoryOptions {
  readonly verbose?: true;
  readonly revRange?: string;
  readonly project?: string;
}

export const register: Register = (program, io, end) => {
  program.command('history')
    .summary('list the revisions, newest first')
    .option('-v, --verbose', 'all that is known of each revision')
    .option('-r, --rev-range <start:end>', 'only these, such as 003:head, :003 or -2:')
    .option('--project <folder>', 'the one project meant, where there are several')
    .addHelpText('after', `
Examples:
  $ phasewise history
  $ phasewise history --verbose --rev-range 001:head`)
    .action(async (options: HistoryOptions) => {
      const { history } = await import('./listing.ts');
      io.out(history(options, io));
      end(0);
    });
};
