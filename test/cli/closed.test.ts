import { chmodSync, readFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { mayEnter } from '../../src/server/account.ts';
import { folder } from './folder.ts';

/** Built by `npm run build`, which `npm test` does first. */
const BIN = fileURLToPath(new URL('../../dist/bin.cjs', import.meta.url));
const NOBODY = { name: 'nobody', uid: 65_534, gid: 65_534 };
/** Root is let in everywhere, so it sends an ordinary user, who has to reach the program. */
const asRoot = process.getuid?.() === 0;
const possible = process.platform !== 'win32' && (!asRoot || [BIN, process.execPath].every((file) => mayEnter(path.dirname(file), NOBODY)));

/** As an ordinary user, whom closed files and folders stay closed to. */
function asOther(args: readonly string[], root: string) {
  chmodSync(root, 0o755);
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...args], {
    cwd: root, encoding: 'utf8', env: { PATH: process.env['PATH'], USER: 'ann', DATABASE_URL: 'postgresql://127.0.0.1:1/x' }, ...(asRoot && { uid: NOBODY.uid, gid: NOBODY.gid }),
  });
  return { code: status, out: stdout, err: stderr };
}

const FILES = { 'migrations/001_a.sql': 'CREATE TABLE a (id int);', 'migrations/002_b.sql': 'ALTER TABLE a DROP id;' };
const closed = (name: string, mode: number) => {
  const root = folder({ ...FILES, 'phasewise.toml': '', 'phasewise.approvals.jsonl': '' });
  chmodSync(`${root}/${name}`, mode);
  return root;
};

test.runIf(possible).each([
  [['upgrade'], 'migrations/002_b.sql', 0, 'migrations/002_b.sql:1:1: 002_b.sql cannot be read: permission denied.'],
  [['lint'], 'migrations', 0, 'cannot look into the folder migrations: permission denied.'],
  [['lint'], 'migrations', 0o444, 'cannot look into the folder migrations: permission denied.'],
  [['status'], 'migrations', 0o111, 'cannot look into the folder migrations: permission denied.'],
  [['lint'], 'phasewise.toml', 0, 'cannot read phasewise.toml: permission denied.'],
  [['upgrade'], 'phasewise.approvals.jsonl', 0, 'cannot read phasewise.approvals.jsonl: permission denied.'],
  [['approve', '002', '--reason', 'x'], 'phasewise.approvals.jsonl', 0o444, 'cannot write phasewise.approvals.jsonl: permission denied.'],
])('%j where %s has the mode %o', (args, name, mode, message) => {
  const root = closed(name, mode);
  const said = asOther(args, root);
  chmodSync(`${root}/${name}`, 0o755);
  expect(said).toEqual({ code: 2, out: '', err: `phasewise: ${message}\n` });
});

test.runIf(possible)('a file that is closed to us is told once', () => {
  const root = closed('migrations/002_b.sql', 0);
  const { out } = asOther(['lint'], root);
  expect(out).toBe(`migrations/002_b.sql:1:1

error  unreadable-file
  002_b.sql cannot be read: permission denied.

1 error in 1 of 2 revisions · 1 statement read, 1 unread · PostgreSQL 14 to 18 ·
judged as phasewise runs it
`);
});

test.runIf(possible)('a folder beside the project that is closed to us is passed over', () => {
  const root = folder({ ...FILES, 'data/base': '' });
  chmodSync(`${root}/data`, 0);
  const { code, out } = asOther(['lint'], root);
  chmodSync(`${root}/data`, 0o755);
  expect([code, out]).toEqual([1, expect.stringContaining('1 error in 1 of 2 revisions')]);
  expect(readFileSync(`${root}/data/base`, 'utf8')).toBe('');
});
