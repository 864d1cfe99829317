import type { Register } from './io.ts';

export interface HeadsOptions {
  readonly verbose?: true;
  readonly project?: string;
}

export const register: Register = (program, io, end) => {
  program.command('heads')
    .summary('list the revisions that no other one follows')
    .option('-v, --verbose', 'all that is known of each revision')
    .option('--project <folder>', 'the one project meant, where there are several')
    .action(async (options: HeadsOptions) => {
      const { heads } = await import('./listing.ts');
      io.out(heads(options, io));
      end(0);
    });
};
