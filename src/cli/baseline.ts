import type { Register } from './io.ts';
import type { ProjectOptions } from './project-options.ts';

export interface BaselineOptions extends ProjectOptions { readonly pgVersion?: string }

export const register: Register = (program, io, end) => {
  program.command('baseline')
    .summary('record what is found today, so that lint reports what is new')
    .description('Records what is found today, upgrades and downgrades, so that lint reports only what is new.')
    .argument('[paths...]', 'files or folders of the projects; the current folder where there is none')
    .option('--pg-version <majors>', 'majors of PostgreSQL to judge for, such as 16, 14,16 or 14-18')
    .option('--project <folder>', 'the one project meant, where there are several')
    .addHelpText('after', `
The findings go to phasewise.baseline.jsonl in the folder of each project, to
be committed. A finding is known as long as its statement stays what it is,
wherever it moves in its file. What is known needs an approval all the same
before \`phasewise upgrade\` runs it. \`phasewise lint --all\` shows it.

Examples:
  $ phasewise baseline
  $ phasewise lint        # from now on: what is new`)
    .action(async (paths: readonly string[], options: BaselineOptions) => {
      const { baseline } = await import('./recording.ts');
      end(baseline(paths, options, io));
    });
};
