import { expect, test } from 'vitest';
import { phasewise } from './fake-io.ts';
import { folder, SHOP } from './folder.ts';

/** The graph of Alembic's documentation: a branch, a merge, and a second base that depends on the first line. */
const NETS = Object.fromEntries(([
  [1, 'aaaa1111', 'base', 'None', 'None', 'None'],
  [2, 'bbbb2222', 'b_feat', "'aaaa1111'", "('feat',)", 'None'],
  [3, 'cccc3333', 'c_main', "'aaaa1111'", 'None', 'None'],
  [4, 'dddd4444', 'merge', "('bbbb2222','cccc3333')", 'None', 'None'],
  [5, 'eeee5555', 'after', "'dddd4444'", 'None', 'None'],
  [6, '9999aaaa', 'netbase', 'None', "('net',)", "'eeee5555'"],
  [7, '9999bbbb', 'net2', "'9999aaaa'", 'None', 'None'],
] as const).map(([day, id, title, parents, labels, needs]) => [`migrations/versions/${id}_${title}.py`, [
  `"""${title}`, '', `Revision ID: ${id}`, `Revises: ${parents}`, `Create Date: 2024-01-0${day} 10:00:00`, '"""',
  'from alembic import op', `revision = '${id}'`, `down_revision = ${parents}`, `branch_labels = ${labels}`, `depends_on = ${needs}`,
  `def upgrade():\n    op.execute("SELECT '${id} up'")`, `def downgrade():\n    op.execute("SELECT '${id} down'")`, '',
].join('\n')]));
const ALEMBIC = { 'alembic.ini': '[alembic]\nscript_location = migrations\n', 'migrations/env.py': '', ...NETS };

async function out(args: string): Promise<string> {
  const ran = await phasewise(args, folder(ALEMBIC));
  expect([ran.code, ran.err]).toEqual([0, '']);
  return ran.out;
}

test('heads, the effective one among them', async () => {
  expect((await out('heads')).split('\n').sort()).toEqual(['', '9999bbbb (net) (head), net2', 'eeee5555 (feat) (effective head), after']);
});

test('heads at length', async () => {
  await expect(await out('heads --verbose')).toMatchFileSnapshot('snapshots/heads-verbose.txt');
});

test('history in the lines that users of Alembic know, newest first', async () => {
  expect((await out('history')).split('\n').sort()).toEqual([
    '',
    '9999aaaa -> 9999bbbb (net) (head), net2',
    '<base> (eeee5555) -> 9999aaaa (net), netbase',
    '<base> -> aaaa1111 (branchpoint), base',
    'aaaa1111 -> bbbb2222 (feat), b_feat',
    'aaaa1111 -> cccc3333, c_main',
    'bbbb2222, cccc3333 -> dddd4444 (feat) (mergepoint), merge',
    'dddd4444 -> eeee5555 (feat) (effective head), after',
  ].sort());
});

test('history at length, of a range', async () => {
  await expect(await out('history -v -r aaaa1111:dddd4444')).toMatchFileSnapshot('snapshots/history-verbose.txt');
});

test('show a revision by the beginning of its id', async () => {
  await expect(await out('show dddd')).toMatchFileSnapshot('snapshots/show.txt');
});

test.each([
  ['show zzzz', 'no revision starts with "zzzz". `phasewise history` lists them all.'],
  ['show base', 'base stands before the first revision; there is nothing to show.'],
  ['history -r foo', '"foo" is not a range. Write start:end, start: or :end.'],
])('%s', async (args, message) => {
  expect(await phasewise(args, folder(ALEMBIC))).toEqual({ code: 2, out: '', err: `phasewise: ${message}\n` });
});

test('head of two is an error that lists them', async () => {
  const { code, err } = await phasewise('show head', folder({ ...SHOP, 'migrations/003_a.sql': '-- revises: 001\nSELECT 1;' }));
  expect(code).toBe(2);
  expect(err).toMatch(/^phasewise: .*002 \(index\) and 003 \(a\)/);
});

test('a circle is told with its file and line', async () => {
  const root = folder({ 'migrations/001_a.sql': '-- revision: a\n-- revises: b\nSELECT 1;', 'migrations/002_b.sql': '-- revision: b\n-- revises: a\nSELECT 1;' });
  const { code, out: printed, err } = await phasewise('history', root);
  expect([code, printed]).toEqual([2, '']);
  expect(err).toMatch(/^phasewise: migrations\/001_a\.sql:1:\d+: Revisions stand in a circle: /);
});

test('of several projects one must be named', async () => {
  const root = folder({ 'a/migrations/1_x.sql': 'SELECT 1;', 'b/migrations/1_y.sql': 'SELECT 1;' });
  expect(await phasewise('heads', root)).toEqual({
    code: 2, out: '', err: 'phasewise: there are 2 projects here: a (plain SQL), b (plain SQL). Say which with --project <folder>.\n',
  });
  expect(await phasewise('heads --project b', root)).toMatchObject({ code: 0, out: '1 (head), y\n' });
});
