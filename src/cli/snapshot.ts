import type { Register } from './io.ts';
import type { ProjectOptions } from './project-options.ts';

export interface SnapshotOptions extends ProjectOptions {
  readonly databaseUrl?: string;
  readonly output?: string;
  readonly at?: string;
  readonly stats?: true;
}

export const register: Register = (program, io, end) => {
  program.command('snapshot')
    .summary('write down what a database holds, for lint to start from')
    .description('Writes what a database holds (tables, indexes, constraints, types, views, signatures of functions; no data) '
      + 'to a file, from which lint starts without a connection. Reads the system catalogs, and changes nothing.')
    .option('--database-url <url>', 'the database; else DATABASE_URL, the PG* variables, or what the project itself says')
    .option('-o, --output <file>', 'the file to write; - is standard output', 'phasewise.snapshot.json')
    .option('--at <revision>', 'where the database stands, where its version table does not say so')
    .option('--stats', 'add what the planner believes of sizes: rows and pages')
    .option('--project <folder>', 'the one project meant, where there are several')
    .addHelpText('after', `
Examples:
  $ phasewise snapshot --database-url postgres://reader@db.internal/shop
  $ phasewise lint --snapshot phasewise.snapshot.json

To start from it always, in phasewise.toml:
  [catalog]
  from = "phasewise.snapshot.json"`)
    .action(async (options: SnapshotOptions) => {
      const { snapshot } = await import('./taking-snapshot.ts');
      end(await snapshot(options, io));
    });
};
