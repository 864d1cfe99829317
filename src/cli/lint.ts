import type { Register } from './io.ts';
import type { StartOptions } from './start-options.ts';
import { withStartOptions } from './start-options.ts';

/** What `lint` was asked. */
export interface LintOptions extends StartOptions {
  readonly format?: string;
  readonly pgVersion?: string;
  readonly down?: true;
  readonly project?: string;
  readonly verbose?: true;
}

export const register: Register = (program, io, end) => {
  withStartOptions(program.command('lint')
    .summary('say what the migrations will do to a live database')
    .description('Says what each migration will do to a live database, and what to do instead.')
    .argument('[paths...]', 'files or folders to report on; the project around them is always read')
    .option('-f, --format <name>', 'pretty, compact, json, jsonl, sarif, github, gitlab, junit, checkstyle, rdjson or gcc')
    .option('--pg-version <majors>', 'majors of PostgreSQL to judge for, such as 16, 14,16 or 14-18')
    .option('--down', 'judge the downgrades too')
    .option('--project <folder>', 'the one project meant, where there are several'))
    .option('-v, --verbose', 'list in what the database differs from what the migrations make')
    .addHelpText('after', `
Examples:
  $ phasewise lint
  $ phasewise lint migrations/003_priority.sql --pg-version 14-16
  $ phasewise lint --format sarif > phasewise.sarif
  $ phasewise lint --database-url postgres://reader@db.internal/shop`)
    .action(async (paths: readonly string[], options: LintOptions) => {
      const { lint } = await import('./linting.ts');
      end(await lint(paths, options, io));
    });
};
