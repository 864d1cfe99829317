import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Host } from './host.ts';
import { ServerError } from './server-error.ts';

/** Whom a server runs as. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/**
 * The account for root's servers, which initdb and postgres refuse to run as root; undefined for everybody else. initdb
 * needs one with an entry in /etc/passwd, and it should own nothing else.
 */
export function serverAccount(host: Host, passwd = '/etc/passwd'): Account | undefined {
  if (host.uid !== 0) return undefined;
  const accounts = readFileSync(passwd, 'utf8').split('\n').map(accountIn).filter((account) => account !== undefined);
  for (const name of ['nobody', 'postgres', '_postgres', 'daemon']) {
    const account = accounts.find((each) => each.name === name);
    if (account !== undefined) return account;
  }
  throw new ServerError('does not start', `PostgreSQL does not run as root, and ${passwd} has no nobody to run it as.`);
}

/** macOS has nobody as -2, which not every call takes. */
function accountIn(line: string): Account | undefined {
  const [name, , uid, gid] = line.split(':');
  return name && Number(uid) > 0 && Number(gid) > 0 ? { name, uid: Number(uid), gid: Number(gid) } : undefined;
}

/** May this account enter the folder? undefined is ourselves, who may. */
export function mayEnter(folder: string, account: Account | undefined): boolean {
  if (account === undefined) return true;
  const { mode, uid, gid } = statSync(folder);
  const needed = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
  const above = path.dirname(folder);
  return (mode & needed) !== 0 && (above === folder || mayEnter(above, account));
}

/** The `spawn` options that make a child run as the account. */
export const as = (account: Account | undefined): { readonly uid?: number; readonly gid?: number } =>
  account === undefined ? {} : { uid: account.uid, gid: account.gid };
