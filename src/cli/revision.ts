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
  readonly autogenerate?: true;
  readonly from?: string;
  readonly rename?: readonly string[];
  readonly drop?: readonly string[];
  readonly schema?: readonly string[];
}

export const register: Register = (program, io, end) => {
  program.command('revision')
    .summary('write a new migration, for you to fill in or out of a wanted schema')
    .description('Writes the next migration, in the form of the project: for Alembic from its script.py.mako, else numbered like the last file. '
      + 'With --autogenerate it compares the schema that the migrations make with the one that --from names, and writes what makes the one the other, up and down, '
      + 'in as many migrations as the safe forms need. It changes no database, and asks only the one that --from names.')
    .option('-m, --message <text>', 'what it does; a part of its name')
    .option('--head <revision>', 'what it follows, if not the only head; base begins a new line')
    .option('--splice', 'it may follow a revision that others follow already')
    .option('--branch-label <label>', 'a name for the branch that it begins')
    .option('--depends-on <revision...>', 'what must be applied before it, besides what it follows')
    .option('--rev-id <id>', 'its id; else one is made')
    .option('--version-path <folder>', 'the folder for it, where the project has several or there is none yet')
    .option('--autogenerate', 'fill it in: what makes the schema of the migrations the one of --from')
    .option('--from <schema>', 'a file of SQL that makes the wanted schema, a snapshot, or postgres://…')
    .option('--rename <old:new...>', 'a table (users:people) or a column (users.mail:email) that has another name now')
    .option('--drop <name...>', 'a table or a column (users.mail) that goes, and is not one of the new ones by another name')
    .option('--schema <name...>', 'a schema of the wanted database that counts although no migration makes anything in it')
    .option('--project <folder>', 'the one project meant, where there are several')
    .addHelpText('after', `
Examples:
  $ phasewise revision -m "add priority"
  $ phasewise revision -m "pay by invoice" --head payments@head
  $ phasewise revision -m "hotfix" --head 003 --splice --branch-label hotfix
  $ phasewise revision --autogenerate --from schema.sql -m "orders"
  $ phasewise revision --autogenerate --from postgres://localhost/models \\
      --rename users.mail:email
`)
    .action(async (options: RevisionOptions) => {
      if (options.autogenerate) {
        const { autogenerate } = await import('./autogenerating.ts');
        end(await autogenerate(options, io));
        return;
      }
      const { revision } = await import('./revising.ts');
      end(revision(options, io));
    });
};
