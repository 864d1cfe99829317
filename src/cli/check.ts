import type { Register } from './io.ts';
import type { ProjectOptions } from './project-options.ts';

export interface CheckOptions extends ProjectOptions {
  readonly from: string;
  readonly schema?: readonly string[];
}

export const register: Register = (program, io, end) => {
  program.command('check')
    .summary('would --autogenerate find anything to write?')
    .description('Compares the schema that the migrations make with the one that --from names, and lists in what they differ. '
      + 'Whether a database is up to date is another question: phasewise status --exit-code.')
    .requiredOption('--from <schema>', 'a file of SQL that makes the wanted schema, a snapshot, or postgres://…')
    .option('--schema <name...>', 'a schema of the wanted database that counts although no migration makes anything in it')
    .option('--project <folder>', 'the one project meant, where there are several')
    .addHelpText('after', `
Exit code: 0 nothing would be written, 1 something would be.

Examples:
  $ phasewise check --from schema.sql
  $ phasewise check --from postgres://localhost/models
`)
    .action(async (options: CheckOptions) => {
      const { check } = await import('./autogenerating.ts');
      end(await check(options, io));
    });
};
