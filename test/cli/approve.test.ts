import fs from 'node:fs';
import { expect, test } from 'vitest';
import { phasewise } from './fake-io.ts';
import { folder } from './folder.ts';

const SHOP = {
  'migrations/001_create.up.sql': 'CREATE TABLE t (a int, b int);',
  'migrations/002_drop.up.sql': 'ALTER TABLE t DROP a;\nTRUNCATE t;',
};
const approve = (root: string, ...args: readonly string[]) => phasewise(['approve', ...args], root, { env: { GIT_AUTHOR_EMAIL: 'ann@example.com', USER: 'ann' } });
const file = (root: string) => fs.readFileSync(`${root}/phasewise.approvals.jsonl`, 'utf8').trimEnd().split('\n').map((line): unknown => JSON.parse(line));

test('all that is missing in a script is approved at once', async () => {
  const root = folder(SHOP);
  const { code, out } = await approve(root, '002', '--reason', ' nobody reads it ');
  expect([code, out]).toEqual([0, `✓ drop-column in 002: 1 finding approved by ann@example.com.
✓ truncate in 002: 1 finding approved by ann@example.com.
Commit phasewise.approvals.jsonl. An edit of the script makes the approval void.
`]);
  expect(file(root)).toMatchObject([
    { revision: '002', script: 'up', rule: 'drop-column', findings: 1, who: 'ann@example.com', when: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/), reason: 'nobody reads it' },
    { rule: 'truncate' },
  ]);
});

test('one rule, another name', async () => {
  const root = folder(SHOP);
  await approve(root, '002', '--rule', 'truncate', '--reason', 'empty anyway', '--who', 'Bob');
  expect(file(root)).toMatchObject([{ rule: 'truncate', who: 'Bob' }]);
});

test.each([
  [['001', '--reason', 'x'], 'no rule found anything in 001 (create), so there is nothing to approve.'],
  [['002', '--rule', 'drop-table', '--reason', 'x'], 'drop-table found nothing in 002 (drop), so there is nothing to approve.'],
  [['002', '--rule', 'drop-colum', '--reason', 'x'], 'there is no rule drop-colum. Did you mean drop-column?'],
  [['0O2', '--reason', 'x'], 'no revision starts with "0O2". Did you mean 002 (drop)?'],
  [['base', '--reason', 'x'], 'base stands before the first revision; there is nothing to approve.'],
  [['002', '--down', '--reason', 'x'], '002 (drop) has no downgrade, so there is nothing to approve.'],
  [['002', '--reason', ' '], '--reason is empty. Say why it may run all the same.'],
  [['002'], "required option '--reason <text>' not specified. See phasewise approve --help."],
])('%o is refused', async (args, message) => {
  const root = folder(SHOP);
  expect(await approve(root, ...args)).toEqual({ code: 2, out: '', err: `phasewise: ${message}\n` });
  expect(fs.existsSync(`${root}/phasewise.approvals.jsonl`)).toBe(false);
});

test('what is approved already, and what needs no approval', async () => {
  const root = folder({ ...SHOP, 'phasewise.toml': '[run]\nrequire-approval = "error"\n' });
  await approve(root, '002', '--reason', 'x');
  expect((await approve(root, '002', '--reason', 'x')).err).toBe('phasewise: 002 (drop) is approved already, as it is now.\n');
  fs.writeFileSync(`${root}/phasewise.toml`, '[run]\nrequire-approval = "none"\n');
  expect((await approve(root, '002', '--reason', 'x')).err).toBe('phasewise: what was found in 002 (drop) needs no approval: run.require-approval is "none".\n');
});

test('else git says who consents', async () => {
  const root = folder({ ...SHOP, 'home/.gitconfig': '[user]\n\temail = bob@example.com\n' });
  fs.rmSync(`${root}/.git`, { recursive: true });
  const env = { PATH: process.env['PATH'] ?? '', HOME: `${root}/home`, GIT_CEILING_DIRECTORIES: root, USER: 'ann' };
  await phasewise(['approve', '002', '--reason', 'x'], `${root}/migrations`, { env });
  expect(file(root)).toMatchObject([{ who: 'bob@example.com' }, { who: 'bob@example.com' }]);
});

test('nobody consents anonymously', async () => {
  const { code, err } = await phasewise(['approve', '002', '--reason', 'x'], folder(SHOP));
  expect([code, err]).toEqual([2, 'phasewise: nobody knows who consents. Say it: --who you@example.com\n']);
});
