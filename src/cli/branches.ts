import type { Register } from './io.ts';
import type { ProjectOptions } from './project-options.ts';

export interface BranchesOptions extends ProjectOptions { readonly verbose?: true }

export const register: Register = (program, io, end) => {
  program.command('branches')
    .summary('list the revisions that several others follow, and those')
    .option('-v, --verbose', 'all that is known of each revision')
    .option('--project <folder>', 'the one project meant, where there are several')
    .action(async (options: BranchesOptions) => {
      const { branches } = await import('./listing.ts');
      io.out(branches(options, io));
      end(0);
    });
};
