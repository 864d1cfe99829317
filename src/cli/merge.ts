import type { Register } from './io.ts';
import type { ProjectOptions } from './project-options.ts';

export interface MergeOptions extends ProjectOptions {
  readonly message?: string;
  readonly branchLabel?: string;
  readonly revId?: string;
}

export const register: Register = (program, io, end) => {
  program.command('merge')
    .summary('write a migration that brings heads together')
    .argument('<revisions...>', 'the heads to bring together, or heads for all of them')
    .option('-m, --message <text>', 'what it does; a part of its name')
    .option('--branch-label <label>', 'a name for the branch that it begins')
    .option('--rev-id <id>', 'its id; else one is made')
    .option('--project <folder>', 'the one project meant, where there are several')
    .addHelpText('after', `
Examples:
  $ phasewise merge heads -m "join payments and shipping"
  $ phasewise merge 1a2b 3c4d -m "join"`)
    .action(async (revisions: readonly string[], options: MergeOptions) => {
      const { merge } = await import('./revising.ts');
      end(merge(revisions, options, io));
    });
};
