import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { absolute } from '../../src/project/disk.ts';
import { phasewise } from './fake-io.ts';
import { folder } from './folder.ts';

const project = (name: string) => absolute(fileURLToPath(new URL(`../../fixtures/projects/${name}`, import.meta.url)));

test.each([
  ['observe 007 --pg 18', 'sql-shop', 'observe-not-null.txt'],
  ['observe head --down --pg 16', 'alembic-todo', 'observe-down.txt'],
  ['observe migrations/008_index_paid_at.sql --pg 13', 'sql-shop', 'observe-concurrently.txt'],
])('%s', async (args, name, snapshot) => {
  const { code, out, err } = await phasewise(args, project(name));
  expect([code, err]).toEqual([0, '']);
  await expect(out).toMatchFileSnapshot(`snapshots/${snapshot}`);
});

const STUMBLES = {
  'migrations/001_a.sql': 'CREATE EXTENSION no_such_thing;\nCREATE TABLE a (b int, c text CHECK (c ~ \'^[a-z]{40}$\') NOT NULL);\nCREATE TABLE d (b int UNIQUE);\n',
  'migrations/002_b.sql': 'ALTER TABLE a ADD UNIQUE (b);\nALTER TABLE d ADD COLUMN e int NOT NULL;\nDROP TABLE d;\n',
};

test('says what was refused before it, which tables are empty, and where the script ends', async () => {
  const { code, out } = await phasewise('observe 002 --pg 18', folder(STUMBLES));
  expect(code).toBe(1);
  await expect(out).toMatchFileSnapshot('snapshots/observe-stumbles.txt');
});

test('a statement that its transaction refuses fails, as predicted', async () => {
  const { code, out } = await phasewise('observe 002 --pg 18', folder({
    'migrations/001_a.sql': 'CREATE TABLE a (b int);\n', 'migrations/002_b.sql': 'BEGIN;\nCREATE INDEX CONCURRENTLY ON a (b);\nCOMMIT;\n',
  }));
  expect([code, out.split('\n').slice(4).join('\n')]).toEqual([1, `line 2  CREATE INDEX CONCURRENTLY on a
                    predicted  observed
  in a transaction  refused    refused

✗ 1 statement as predicted. The last one fails.
`]);
});

test('tells programs both sides and their differences', async () => {
  const { out } = await phasewise('observe 002 --json --rows 5', folder(STUMBLES));
  expect(JSON.parse(out)).toMatchObject({
    revision: '002', script: '002#up', tool: 'phasewise', rows: 5,
    emptyTables: [{ schema: 'public', name: 'a' }],
    refusedBefore: [{ path: 'migrations/001_a.sql', line: 1, sqlstate: '0A000' }],
    statements: [
      { line: 1, observed: { locks: { a: 'ACCESS EXCLUSIVE' } }, differences: [] },
      { line: 2, observed: { error: '23502 column "e" of relation "d" contains null values' }, differences: [] },
      { line: 3, notRun: 'failure before it' },
    ],
  });
});

test.each([
  ['observe 042', 'no revision starts with "042". Did you mean 002 (take payments)?'],
  ['observe base', 'base stands before the first revision; there is nothing to observe.'],
  ['observe migrations', 'migrations is a folder; name one file in it, or a revision.'],
  ['observe migrations/007_require_sk.sql', 'there is no file or folder migrations/007_require_sk.sql. Did you mean migrations/007_require_sku.sql?'],
  ['observe 007 --pg 12', '--pg 12 is no major of PostgreSQL that can be started here. Choose one of 13, 14, 15, 16, 17, 18.'],
  ['observe 007 --rows none', '--rows none is no number from 1 to 1,000,000.'],
  ['observe', "missing required argument 'migration'. See phasewise observe --help."],
])('%s', async (args, message) => {
  expect(await phasewise(args, project('sql-shop'))).toEqual({ code: 2, out: '', err: `phasewise: ${message}\n` });
});
