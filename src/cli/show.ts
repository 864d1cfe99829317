import type { Register } from './io.ts';

export const register: Register = (program, io, end) => {
  program.command('show')
    .summary('show one revision')
    .argument('<revision>', 'an id or the beginning of one, head, a label, 003-1, label@head')
    .option('--project <folder>', 'the one project meant, where there are several')
    .addHelpText('after', `
Examples:
  $ phasewise show head
  $ phasewise show 003`)
    .action(async (revision: string, options: { readonly project?: string }) => {
      const { show } = await import('./listing.ts');
      io.out(show(revision, options, io));
      end(0);
    });
};
