import { chmodSync, chownSync, mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { mayEnter, type Account } from './account.ts';
import { cacheFolder } from './cache.ts';
import type { Host } from './host.ts';
import { ServerError } from './server-error.ts';

/** Makes a folder of the cache that everybody may read. Throws `ServerError` where it cannot be made. */
export function sharedFolder(host: Host, ...names: readonly string[]): string {
  const folder = path.join(cacheFolder(host), ...names);
  return orSay(folder, () => makeAll(folder, host));
}

/**
 * Makes a folder of the cache for the account that servers run as: nobody else can read it, nor have put anything there
 * before us. Throws `ServerError` where it cannot be made or is not ours.
 */
export function privateFolder(host: Host, account: Account | undefined, name: string): string {
  const uid = account?.uid ?? host.uid;
  const own = path.join(sharedFolder(host), uid === undefined ? 'user' : String(uid));
  for (const folder of [own, path.join(own, name)]) orSay(folder, () => makeOwn(folder, account, uid));
  if (mayEnter(path.dirname(own), account)) return path.join(own, name);
  const who = account?.name ?? '';
  throw new ServerError('cannot use folder', `PostgreSQL does not run as root but as ${who}, who may not enter ${path.dirname(own)}. Name another folder in PHASEWISE_CACHE.`);
}

/** What root makes in another user's folder belongs to that user, who would be locked out of it otherwise. */
function makeAll(folder: string, host: Host): void {
  const first = mkdirSync(folder, { recursive: true });
  if (first === undefined || host.uid !== 0) return;
  const { uid, gid } = statSync(path.dirname(first));
  for (let each = folder; each.length >= first.length; each = path.dirname(each)) {
    chmodSync(each, 0o755);
    chownSync(each, uid, gid);
  }
}

function makeOwn(folder: string, account: Account | undefined, uid: number | undefined): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // Root's own: we made it now, or another process is about to give it away.
  if (account !== undefined && statSync(folder).uid === 0) chownSync(folder, account.uid, account.gid);
  const found = statSync(folder);
  if (uid === undefined || (found.uid === uid && (found.mode & 0o077) === 0)) return;
  throw new ServerError('cannot use folder', `${folder} belongs to somebody else or is open to others. Remove it, or name another folder in PHASEWISE_CACHE.`);
}

function orSay(folder: string, make: () => void): string {
  try {
    make();
  } catch (error) {
    if (error instanceof ServerError || !(error instanceof Error)) throw error;
    const code = 'code' in error ? String(error.code) : error.message;
    throw new ServerError('cannot use folder', `cannot write to ${folder}: ${code}. Name another folder in PHASEWISE_CACHE.`);
  }
  return folder;
}
