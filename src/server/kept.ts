import { createHash } from 'node:crypto';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import path from 'node:path';
import { as, serverAccount, type Account } from './account.ts';
import { cacheFolder } from './cache.ts';
import { privateFolder } from './folders.ts';
import { thisHost, type Host } from './host.ts';
import { majors, type Major } from './majors.ts';
import { placeOnce } from './place-once.ts';
import { run } from './program.ts';
import { ServerError } from './server-error.ts';
import { isDataDirectory } from './template.ts';

/** The data directory of a project, made from the template the first time. */
export async function keptFolder(project: string, major: Major, template: string, account: Account | undefined, host: Host): Promise<string> {
  const place = path.join(privateFolder(host, account, 'data'), keyOf(project, major));
  await placeOnce(place, () => isDataDirectory(place), (fresh) => copyTemplate(template, fresh, account));
  return place;
}

/** The majors for which data of a project is kept, ascending. */
export function keptMajors(project: string, host: Host = thisHost()): readonly Major[] {
  const uid = serverAccount(host)?.uid ?? host.uid;
  const data = path.join(cacheFolder(host), uid === undefined ? 'user' : String(uid), 'data');
  return majors.filter((major) => existsSync(path.join(data, keyOf(project, major))));
}

/** The name of a project's data directory: readable, and different for projects of one name. */
function keyOf(project: string, major: Major): string {
  const root = realpathSync(project);
  const name = path.basename(root).replaceAll(/[^\w.-]/g, '_').slice(0, 40);
  return `${name}-${createHash('sha256').update(root).digest('hex').slice(0, 12)}-${major}`;
}

async function copyTemplate(template: string, fresh: string, account: Account | undefined): Promise<void> {
  if (process.platform === 'win32') return cp(template, fresh, { recursive: true });
  const { code, output } = await run('cp', ['-R', '-p', template, fresh], { ...as(account), cwd: '/' });
  if (code !== 0) throw new ServerError('cannot use folder', `cannot copy ${template} to ${fresh}: ${output.trim()}`, output);
}

/** The server that has the data directory open, by its process id, as far as its lock file says. */
export function serverIn(folder: string): number | undefined {
  try {
    const pid = Number(readFileSync(path.join(folder, 'postmaster.pid'), 'utf8').split('\n')[0]);
    if (!Number.isInteger(pid) || pid <= 0) return undefined;
    process.kill(pid, 0);
    return pid;
  } catch (error) {
    // EPERM: it runs, but as somebody else.
    const foreign = error instanceof Error && 'code' in error && error.code === 'EPERM';
    return foreign ? Number(readFileSync(path.join(folder, 'postmaster.pid'), 'utf8').split('\n')[0]) : undefined;
  }
}
