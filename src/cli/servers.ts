import { add, list, remove } from '../server/installed.ts';
import { majorOf, majors, newestMajor, postgresVersionOf, type Major } from '../server/majors.ts';
import type { ExitCode, Io } from './io.ts';
import { UsageError } from './io.ts';

/** Installs a server. Throws `UsageError` and `ServerError`. */
export async function addServer(typed: string, io: Io): Promise<ExitCode> {
  const major = majorTyped(typed);
  if (io.interactive) io.err(io.colors.dim(`Installing PostgreSQL ${major} through npm …\n`));
  const { npmVersion, folder } = await add(major);
  io.out(`PostgreSQL ${postgresVersionOf(npmVersion)} is installed in ${folder}.\n`);
  return 0;
}

export function listServers(io: Io): ExitCode {
  const found = list();
  const none = `No server is installed. To install one: phasewise server add ${newestMajor}\n`;
  io.out(found.length === 0 ? none : found.map(({ npmVersion, folder }) => `PostgreSQL ${postgresVersionOf(npmVersion)}  ${folder}\n`).join(''));
  return 0;
}

/** Removes a server. Throws `UsageError` and `ServerError`. */
export function removeServer(typed: string, io: Io): ExitCode {
  const major = majorTyped(typed);
  const removed = remove(major);
  if (removed.length === 0) throw new UsageError(`PostgreSQL ${major} is not installed in your cache. \`phasewise server list\` says what is.`);
  io.out(`PostgreSQL ${removed.join(', ')} is removed. The data of your projects stays.\n`);
  return 0;
}

function majorTyped(typed: string): Major {
  const major = majorOf(typed);
  if (major !== undefined) return major;
  throw new UsageError(`${typed} is no major of PostgreSQL that can be installed. Choose one of ${majors.join(', ')}.`);
}
