import type { Register } from './io.ts';
import type { ProjectOptions } from './project-options.ts';

export interface RevisionOptions extends ProjectOptions {
  readonly message?: string;
  readonly head?: string;
  readonly splice?: true;
  readonly branchLabel?: string;
  readonly dependsOn?: readonly string[];
  readonly revId?: string;
  readonly versionPath?: string;
}

export const register: Register = (program, io, end) => {
  program.command('revision')
    .summary('write a new migration for you to fill in')
    .description('Writes the next migration, in the form of the project: for Alembic from its script.py.mako, else numbered like the last file. It runs nothing and asks no database.')
    .option('-m, --message <text>', 'what it does; a part of its name')
    .option('--head <revision>', 'what it follows, if not the only head; base begins a new line')
    .option('--splice', 'it may follow a revision that others follow already')
    .option('--branch-label <label>', 'a name for the branch that it begins')
    .option('--depends-on <revision...>', 'what must be applied before it, besides what it follows')
    .option('--rev-id <id>', 'its id; else one is made')
    .option('--version-path <folder>', 'the folder for it, where the project has several')
    .option('--project <folder>', 'the one project meant, where there are several')
    .addHelpText('after', `
Examples:
  $ phasewise revision -m "add priority"
  $ phasewise revision -m "pay by invoice" --head payments@head
  $ phasewise revision -m "hotfix" --head 003 --splice --branch-label hotfix
`)
    .action(async (options: RevisionOptions) => {
      const { revision } = await import('./revising.ts');
      end(revision(options, io));
    });
};
