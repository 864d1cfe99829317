import type { Register } from './io.ts';
import type { ProjectOptions } from './project-options.ts';

export interface InitOptions extends ProjectOptions { readonly print?: true }

export const register: Register = (program, io, end) => {
  program.command('init')
    .summary('write a phasewise.toml that fits the project')
    .description('Writes a phasewise.toml that fits the project, each key with a word about it. It changes nothing else and connects to nothing.')
    .option('--print', 'print it instead of writing it')
    .option('--project <folder>', 'the one project meant, where there are several')
    .addHelpText('after', `
Alembic's own init makes a folder for migrations; this one finds what is there.

Examples:
  $ phasewise init
  $ phasewise init --print > phasewise.toml`)
    .action(async (options: InitOptions) => {
      const { init } = await import('./initiating.ts');
      end(init(options, io));
    });
};
