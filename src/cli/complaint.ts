import type { CommanderError } from 'commander';
import { ConfigError } from '../config/config.ts';
import { SourceError } from '../migrations/source.ts';
import { GitError } from '../project/git.ts';
import { KnownFileError } from '../project/known-file.ts';
import { StartError } from '../project/start.ts';
import { printable } from '../report/printable.ts';
import { AddressError } from '../revisions/address-error.ts';
import { PathError } from '../revisions/path-error.ts';
import { RunError } from '../run/run-error.ts';
import { ConnectError } from '../server/connect-error.ts';
import { ServerError } from '../server/server-error.ts';
import { Unreadable } from '../text/world.ts';
import type { ExitCode, Io } from './io.ts';
import { UsageError } from './io.ts';

/** Mistakes that the person at the keyboard, or whoever set the machine up, can mend: their message says how. */
const MENDABLE: readonly (abstract new (...args: never[]) => Error)[] = [
  UsageError, ConfigError, SourceError, StartError, GitError, KnownFileError, Unreadable, AddressError, PathError, ConnectError, ServerError, RunError,
];

/** Says an error in one line, or that it is our fault; the exit code for it. */
export function complain(error: unknown, io: Io): ExitCode {
  if (MENDABLE.some((kind) => error instanceof kind) && error instanceof Error) {
    say(error.message, io);
    return 2;
  }
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  say(`this is a mistake in Phasewise, not in your project: ${what}. Run it again with PHASEWISE_DEBUG=1 and report what it prints.`, io);
  if (io.env['PHASEWISE_DEBUG'] === '1' && error instanceof Error) io.err(`${error.stack ?? ''}\n`);
  return 2;
}

/** Commander's words for a wrong option, argument or command, in ours. */
export function complainOfUsage(error: CommanderError, args: readonly string[], io: Io): ExitCode {
  const [problem = '', ...more] = error.message.replace(/^error: /, '').split('\n');
  const meant = /^\(Did you mean (.*)\?\)$/.exec(more.join(' '))?.[1];
  const command = commandIn(args);
  const help = error.code === 'commander.unknownCommand' || command === undefined ? 'phasewise --help' : `phasewise ${command} --help`;
  say(`${problem.replace(/\.$/, '')}. ${meant === undefined ? `See ${help}.` : `Did you mean ${meant}?`}`, io);
  return 2;
}

/** The command that was typed, as its help page is called: "lint", "server add". */
function commandIn(args: readonly string[]): string | undefined {
  const [command, sub] = args.filter((arg) => !arg.startsWith('-'));
  return command === 'server' && (sub === 'add' || sub === 'remove' || sub === 'list') ? `${command} ${sub}` : command;
}

function say(message: string, io: Io): void {
  const relative = io.cwd === '/' ? message : message.replaceAll(`${io.cwd}/`, '');
  io.err(`${io.colors.red('phasewise:')} ${relative.split('\n').map(printable).join(' ')}\n`);
}
