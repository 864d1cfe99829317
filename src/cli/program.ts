import { Command, CommanderError, Option } from 'commander';
import { VERSION } from '../version.ts';
import { COMMANDS } from './commands.ts';
import type { ExitCode, Io } from './io.ts';
import { UsageError } from './io.ts';

const EXAMPLES = `
Examples:
  $ phasewise lint                           judge all migrations of the project
  $ phasewise lint migrations/003_tags.sql   report on one file; all are read
  $ phasewise explain index-not-concurrent   what a rule means, and why
  $ phasewise history --verbose              the revisions, newest first
  $ phasewise upgrade --dry-run              what would run, and what it locks
  $ phasewise upgrade                        apply what is approved

Exit code: 0 nothing to object, 1 findings of level error or a run that they
stopped, 2 a mistake of usage, configuration or environment.`;

/** Runs the command line, arguments without node and script. Resolves to the exit code; never rejects. */
export async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  let code: ExitCode = 0;
  let page = '';
  const program = programFor(io, (ended) => { code = ended; }, (text) => { page = text; });
  try {
    if (args.length === 0) {
      io.err(`${program.helpInformation()}${EXAMPLES}\n`);
      return 2;
    }
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    if (error instanceof CommanderError && error.code === 'commander.help') {
      io.err(page);
      return 2;
    }
    const { complain, complainOfUsage } = await import('./complaint.ts');
    return error instanceof CommanderError ? complainOfUsage(error, args, io) : complain(error, io);
  }
}

/** What is said of the project before the command counts for it as if it were said behind. */
function handDown({ config, name, x, tag }: { readonly config?: string; readonly name?: string; readonly x?: string; readonly tag?: string }, action: Command): void {
  const forEnv = x !== undefined ? `-x ${x}` : tag !== undefined ? `--tag ${tag}` : undefined;
  if (forEnv !== undefined) {
    throw new UsageError(`${forEnv} is for env.py, which Phasewise reads and never runs. What env.py would make of it, say in phasewise.toml: [alembic] version-table, version-table-schema, …`);
  }
  if (config !== undefined) action.setOptionValue('config', config);
  if (name !== undefined) action.setOptionValue('section', name);
}

/** `onErr`: what commander would print where something is wrong; its words for mistakes are not ours, its help pages are. */
function programFor(io: Io, end: (code: ExitCode) => void, onErr: (text: string) => void): Command {
  const program = new Command('phasewise')
    .description('Reads PostgreSQL migrations, says what each statement does to a live database, and applies what is approved.')
    .version(VERSION, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand('help [command]', 'print help for a command')
    .option('-c, --config <file>', 'the file that configures Alembic, if not alembic.ini')
    .option('-n, --name <section>', 'the section of it, if not [alembic]')
    .addOption(new Option('-x <argument>').hideHelp())
    .addOption(new Option('--tag <argument>').hideHelp())
    .addOption(new Option('--raiseerr').hideHelp())
    .hook('preAction', (whole, action) => handDown(whole.opts(), action))
    .option('--color', 'colour the output also where it is no terminal')
    .option('--no-color', 'never colour it (as NO_COLOR=1)')
    .addHelpText('after', EXAMPLES)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.out(text),
      writeErr: onErr,
      getOutHelpWidth: () => Math.min(io.columns, 120),
      getErrHelpWidth: () => Math.min(io.columns, 120),
      getOutHasColors: () => io.colors.isColorSupported,
      getErrHasColors: () => io.colors.isColorSupported,
    });
  for (const register of COMMANDS) register(program, io, end);
  return program;
}
