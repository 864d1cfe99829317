import fs from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runningServer, type TestDatabase } from '../server/running.ts';
import { phasewise } from './fake-io.ts';
import { folder } from './folder.ts';

let db: TestDatabase;
let root: string;

beforeEach(async () => {
  db = await (await runningServer(16)).database();
  await db.client.query(`
    CREATE TABLE countries (id int PRIMARY KEY, name text);
    CREATE TABLE orders (id int PRIMARY KEY, name text);
    CREATE TABLE parcels (id int, name text) PARTITION BY RANGE (id);
    CREATE TABLE parcels_1 PARTITION OF parcels FOR VALUES FROM (0) TO (100000);
    INSERT INTO countries SELECT n, n FROM generate_series(1, 200) n;
    INSERT INTO orders SELECT n, n FROM generate_series(1, 30000) n;
    INSERT INTO parcels SELECT n, n FROM generate_series(1, 30000) n;
    CREATE TABLE phasewise_version (version_num varchar(32) NOT NULL); INSERT INTO phasewise_version VALUES ('001');
    ANALYZE`);
  root = folder({
    'migrations/001_tables.sql': 'CREATE TABLE countries (id int PRIMARY KEY, name text);\nCREATE TABLE orders (id int PRIMARY KEY, name text);\nCREATE TABLE parcels (id int, name text) PARTITION BY RANGE (id);\nCREATE TABLE parcels_1 PARTITION OF parcels FOR VALUES FROM (0) TO (100000);',
    'migrations/002_checks.sql': 'ALTER TABLE countries ADD CONSTRAINT a CHECK (id > 0);\nALTER TABLE orders ADD CONSTRAINT b CHECK (id > 0);\nALTER TABLE parcels ADD CONSTRAINT c CHECK (id > 0);',
  });
});
afterEach(() => db.drop());

async function levels(args: string): Promise<readonly string[]> {
  const { out, err } = await phasewise(`lint -f json ${args}`, root);
  if (out === '') return [err];
  const { projects }: { projects: readonly { findings: readonly { rule: string; level: string }[] }[] } = JSON.parse(out);
  return projects.flatMap(({ findings }) => findings.filter(({ rule }) => rule === 'check-scan').map(({ level }) => level));
}

describe('work on a small table is noted only', () => {
  test('without anybody to tell, every table may be large', async () => {
    expect(await levels('')).toEqual(['error', 'error', 'error']);
  });

  test('a database tells', async () => {
    expect(await levels(`--database-url ${db.url}`)).toEqual(['note', 'error', 'error']);
  });

  test('so does a snapshot with sizes, as --stats or in the configuration', async () => {
    await phasewise(`snapshot --stats -o sizes.json --database-url ${db.url}`, root);
    expect(await levels('--stats sizes.json')).toEqual(['note', 'error', 'error']);
    fs.writeFileSync(`${root}/phasewise.toml`, 'small-table = 100000\n[catalog]\nstatistics = "sizes.json"');
    expect(await levels('')).toEqual(['note', 'note', 'note']);
  });

  test('a snapshot without sizes says how to take them', async () => {
    await phasewise(`snapshot -o plain.json --database-url ${db.url}`, root);
    expect((await levels('--stats plain.json')).join('')).toContain('plain.json tells no sizes. Write it with them: phasewise snapshot --stats -o plain.json.');
    fs.writeFileSync(`${root}/phasewise.toml`, '[catalog]\nstatistics = "none.json"');
    expect((await levels('')).join('')).toContain('phasewise.toml: catalog.statistics: cannot read none.json: there is no such file.');
  });
});

test('a snapshot with sizes tells uses as well', async () => {
  await phasewise(`snapshot --stats -o sizes.json --database-url ${db.url}`, root);
  const { tables }: { tables: readonly { table: string; statistics?: object }[] } = JSON.parse(fs.readFileSync(`${root}/sizes.json`, 'utf8'));
  expect(tables.find(({ table }) => table === 'public.orders')?.statistics).toMatchObject({
    rows: 30000, bytes: expect.any(Number), reads: expect.any(Number), writes: expect.any(Number), indexes: { orders_pkey: { bytes: expect.any(Number), scans: expect.any(Number) } },
  });
  expect(tables.find(({ table }) => table === 'public.parcels')?.statistics).toMatchObject({ rows: 30000 });
});

test('--print-config says what all comes to', async () => {
  fs.writeFileSync(`${root}/phasewise.toml`, 'preset = "strict"\npostgres = 16\n[rules]\ntruncate = "note"');
  const { code, out } = await phasewise('lint --print-config', root);
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject([{ project: '.', from: 'phasewise.toml', preset: 'strict', postgres: [16], tool: 'phasewise', rules: { 'truncate': { level: 'note' }, 'unbatched-dml': { level: 'error' } } }]);
});
