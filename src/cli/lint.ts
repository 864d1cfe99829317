import type { Register } from './io.ts';
import type { ProjectOptions } from './project-options.ts';
import type { StartOptions } from './start-options.ts';
import { withStartOptions } from './start-options.ts';

/** What `lint` was asked. */
export interface LintOptions extends StartOptions, ProjectOptions {
  readonly format?: string;
  /** Each as it was typed. */
  readonly outputFile?: readonly string[];
  readonly quiet?: true;
  readonly maxWarnings?: string;
  readonly stdinFilename?: string;
  readonly errorOnUnmatchedPattern: boolean;
  readonly warnIgnored: boolean;
  readonly since?: string;
  readonly staged?: true;
  readonly all?: true;
  readonly fix?: true;
  readonly diff?: true;
  readonly fixDryRun?: true;
  readonly unpublished?: true;
  readonly pgVersion?: string;
  readonly stats?: string;
  readonly printConfig?: true;
  readonly down?: true;
  readonly verbose?: true;
}

/** Said here as well, because this file is loaded at each start and the formats are not. */
const FORMAT_NAMES = 'pretty, compact, json, jsonl, sarif, github, gitlab, junit, checkstyle, markdown, rdjson or gcc';

const collected = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

export const register: Register = (program, io, end) => {
  withStartOptions(program.command('lint')
    .summary('say what the migrations will do to a live database')
    .description('Says what each migration will do to a live database, and what to do instead.')
    .argument('[paths...]', 'files or folders to report on, - for standard input; the project around them is always read')
    .option('-f, --format <name>', `what standard output gets: ${FORMAT_NAMES}`)
    .option('-o, --output-file <format=path>', 'also write a report to a file, such as sarif=out.sarif; a path alone takes the report of --format, and standard output stays empty', collected)
    .option('--quiet', 'show what is at level error; count the rest')
    .option('--max-warnings <number>', 'end with 1 where there are more warnings')
    .option('--stdin-filename <path>', 'with - as path: standard input is what this file holds')
    .option('--no-error-on-unmatched-pattern', 'end with 0 where a path leads to no migrations')
    .option('--no-warn-ignored', 'be silent about named files that are no migrations')
    .option('--since <ref>', 'report on what has changed since a branch, tag or commit')
    .option('--staged', 'report on what is about to be committed, as it stands in the index')
    .option('--all', 'report what phasewise.baseline.jsonl knows, too')
    .option('--fix', 'write the cures that are the same migration made safe, where nobody else has it yet; then report what is left')
    .option('--diff', 'show what --fix would write as a unified diff, and write nothing')
    .option('--fix-dry-run', 'the same as --diff')
    .option('--unpublished', 'with --fix or --diff: nobody else has these migrations yet, where git cannot tell')
    .option('--pg-version <majors>', 'majors of PostgreSQL to judge for, such as 16, 14,16 or 14-18')
    .option('--stats <file>', 'sizes and uses of the tables, from a snapshot that was taken with --stats')
    .option('--down', 'judge the downgrades too')
    .option('--cache', 'answer from what an earlier run has kept where nothing has changed since; on unless --no-cache is said')
    .option('--no-cache', 'judge anew, and keep nothing')
    .option('--cache-location <folder>', 'where answers are kept; else in node_modules/.cache/phasewise, or in the cache of the user')
    .option('--print-config', 'print what the configuration comes to, and judge nothing')
    .option('--project <folder>', 'the one project meant, where there are several'))
    .option('-v, --verbose', 'list in what the database differs from what the migrations make')
    .addHelpText('after', `
Examples:
  $ phasewise lint
  $ phasewise lint migrations/003_priority.sql --pg-version 14-16
  $ phasewise lint -o sarif=phasewise.sarif -o markdown=comment.md
  $ phasewise lint - --stdin-filename migrations/004_tags.sql < draft.sql
  $ phasewise lint --since origin/main
  $ phasewise lint --fix --since origin/main
  $ phasewise lint --database-url postgres://reader@db.internal/shop`)
    .action(async (paths: readonly string[], options: LintOptions) => {
      const { lint } = await import('./linting.ts');
      end(await lint(paths, options, io));
    });
};
