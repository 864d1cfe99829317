import type { Register } from './io.ts';
import type { ProjectOptions } from './project-options.ts';

export interface HeadsOptions extends ProjectOptions {
  readonly verbose?: true;
  readonly resolveDependencies?: true;
}

export const register: Register = (program, io, end) => {
  program.command('heads')
    .summary('list the revisions that no other one follows')
    .option('-v, --verbose', 'all that is known of each revision')
    .option('--resolve-dependencies', 'leave out those that another one depends on')
    .option('--project <folder>', 'the one project meant, where there are several')
    .action(async (options: HeadsOptions) => {
      const { heads } = await import('./listing.ts');
      io.out(heads(options, io));
      end(0);
    });
};
