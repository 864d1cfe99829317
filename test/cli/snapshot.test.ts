import fs from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runningServer, type TestDatabase } from '../server/running.ts';
import { phasewise } from './fake-io.ts';
import { folder } from './folder.ts';

let db: TestDatabase;
beforeEach(async () => { db = await (await runningServer(16)).database(); });
afterEach(() => db.drop());

/** A project whose first files are gone: 003 and 004 change tables that no file makes. */
const HALF = {
  'migrations/003_note.sql': '-- revises: none\nALTER TABLE orders ALTER note TYPE varchar(50);\n',
  'migrations/004_valid.sql': 'ALTER TABLE orders ALTER buyer SET NOT NULL;\n',
};
const SCHEMA = 'CREATE TABLE orders (id bigint PRIMARY KEY, buyer bigint NOT NULL, note varchar(20)); CREATE VIEW open_orders AS SELECT id FROM orders';
const steady = (text: string) => text.replaceAll('\n', ' ').replace(/PostgreSQL 16\.\d+/, 'PostgreSQL 16.N').replaceAll(/test_\d+ @ \S+/g, 'shop @ server');

test('a snapshot says what it holds and where it stands', async () => {
  await db.client.query(`${SCHEMA}; CREATE TABLE phasewise_version (version_num varchar(32) NOT NULL); INSERT INTO phasewise_version VALUES ('003')`);
  const root = folder(HALF);
  const { code, out, err } = await phasewise(`snapshot --database-url ${db.url}`, root);
  expect([code, err, steady(out)]).toEqual([0, '', '✓ phasewise.snapshot.json · shop @ server · PostgreSQL 16.N · 2 tables, 1 view, 0 types · at 003 ']);
  const written = fs.readFileSync(`${root}/phasewise.snapshot.json`, 'utf8');
  expect(JSON.parse(written)).toMatchObject({ phasewise: 'snapshot', format: 1, at: ['003'] });
  for (const secret of [db.address.password?.reveal() ?? 'none', db.name, db.address.host]) expect(written).not.toContain(secret);
});

test('it may go to standard output, and outside of a project', async () => {
  await db.client.query(`${SCHEMA}; INSERT INTO orders SELECT n, n FROM generate_series(1, 1000) n; ANALYZE orders`);
  const { code, out, err } = await phasewise(`snapshot -o - --stats --at 002 --database-url ${db.url}`, folder({}));
  expect([code, err]).toEqual([0, '']);
  expect(JSON.parse(out)).toMatchObject({ at: ['002'], tables: [{ table: 'public.orders', statistics: { rows: 1000 } }] });
  expect((await phasewise(`snapshot -o - --database-url ${db.url}`, folder({}))).out).not.toContain('statistics');
});

describe('lint starts from it', () => {
  const found = (out: string) => out.match(/^(?:error|warning|note) {2}\S+/gm) ?? [];

  test('with nothing to start from, all may be', async () => {
    const { out } = await phasewise('lint', folder(HALF));
    expect(found(out)).toEqual(['warning  column-type-unknown-source', 'error  set-not-null-scan']);
  });

  test('from a database', async () => {
    await db.client.query(SCHEMA);
    const { code, out, err } = await phasewise(`lint --database-url ${db.url}`, folder(HALF), { columns: 200 });
    expect([code, err, steady(out)]).toEqual([0, '', '✓ 2 revisions, 2 statements: nothing that an application would notice. PostgreSQL 16 Judged on what shop @ server holds. ']);
  });

  test('from a snapshot, by option or configuration', async () => {
    await db.client.query(SCHEMA);
    const root = folder(HALF);
    await phasewise(`snapshot --database-url ${db.url}`, root);
    const expected = { code: 0, err: '', out: '✓ 2 revisions, 2 statements: nothing that an application would notice. PostgreSQL 16\nJudged on what phasewise.snapshot.json holds.\n' };
    expect(await phasewise('lint --snapshot phasewise.snapshot.json', root, { columns: 100 })).toEqual(expected);
    fs.writeFileSync(`${root}/phasewise.toml`, '[catalog]\nfrom = "phasewise.snapshot.json"\n');
    expect(await phasewise('lint', root, { columns: 100 })).toEqual(expected);
    expect(JSON.parse((await phasewise('lint --format json', root)).out)).toMatchObject({ projects: [{ startsFrom: { name: 'phasewise.snapshot.json', at: [] } }] });
  });

  test('from a baseline, as pg_dump writes one', async () => {
    const root = folder({ ...HALF, 'schema.sql': '\\restrict abc\nSET statement_timeout = 0;\n\nCREATE TABLE public.orders (\n    id bigint NOT NULL,\n    buyer bigint NOT NULL,\n    note character varying(20)\n);\n\n\\unrestrict abc\n' });
    expect((await phasewise('lint --baseline schema.sql', root, { columns: 100 })).out).toBe(
      '✓ 2 revisions, 2 statements: nothing that an application would notice. PostgreSQL 14 to 18\nJudged on what schema.sql holds.\n');
  });

  test('what comes after where it stands, and the rest on what the migrations make', async () => {
    await db.client.query(SCHEMA);
    const { out } = await phasewise(`lint --at 003 --database-url ${db.url}`, folder(HALF), { columns: 200 });
    expect(found(out)).toEqual(['warning  column-type-unknown-source']);
    expect(steady(out)).toContain('What comes after 003 is judged on what shop @ server holds, all before on what the migrations make.');
  });
});

test('where the database is not what the migrations make, lint says it', async () => {
  const root = folder({ 'migrations/001_orders.sql': 'CREATE TABLE orders (id bigint PRIMARY KEY, buyer bigint NOT NULL, note text); CREATE INDEX orders_buyer ON orders (buyer);\n', 'migrations/002_more.sql': 'SELECT 1;\n' });
  await db.client.query(`${SCHEMA}; CREATE TABLE phasewise_version (version_num varchar(32) NOT NULL); INSERT INTO phasewise_version VALUES ('001')`);
  const short = await phasewise(`lint --database-url ${db.url}`, root);
  expect([short.code, steady(short.err)]).toEqual([0, 'phasewise: 3 differences between shop @ server and what the migrations up to 001 make. --verbose lists them. ']);
  expect((await phasewise(`lint --verbose --database-url ${db.url}`, root)).err.split('\n').slice(1)).toEqual([
    '  column public.orders.note: type is varchar(20), the migrations say text',
    '  index public.orders_buyer is not there',
    '  view public.open_orders over public.orders is in no migration',
    '',
  ]);
});

test('of a table that another tool keeps, where the database stands has to be said', async () => {
  const root = folder({ 'migrations/V1__orders.sql': 'CREATE TABLE orders (id bigint PRIMARY KEY, buyer bigint NOT NULL, note varchar(20));', 'migrations/V2__note.sql': 'ALTER TABLE orders ALTER note TYPE varchar(50);' });
  await db.client.query(`${SCHEMA}; CREATE TABLE flyway_schema_history (version varchar(50))`);
  const { code, err } = await phasewise(`lint --database-url ${db.url}`, root);
  expect([code, steady(err)]).toEqual([2, "phasewise: shop @ server does not say where it stands in a way that Phasewise reads: flyway_schema_history is Flyway's. Say it: --at <revision>. "]);
  expect((await phasewise(`lint --at 1 --database-url ${db.url}`, root)).err).toContain('1 difference between');
  expect(steady((await phasewise(`snapshot --database-url ${db.url}`, root)).out)).toContain('where it stands is not known');
});

describe('a mistake', () => {
  test.each([
    ['snapshot', 'no database is named. Give --database-url, or set DATABASE_URL or PGHOST.'],
    ['snapshot --database-url nonsense', '--database-url'],
    ['snapshot --database-url postgres://a:secret@localhost:1/b', 'cannot connect to localhost:1 as a: no server listens on port 1 there.'],
    ['lint --snapshot gone.json', 'cannot read gone.json: there is no such file.'],
    ['lint --snapshot migrations/003_note.sql', 'migrations/003_note.sql: it is no JSON. `phasewise snapshot` writes a snapshot.'],
    ['lint --baseline migrations/003_note.sql --at 009', 'migrations/003_note.sql stands at 009, which no file declares. Did you mean 003?'],
    ['lint --baseline a --snapshot b', '--snapshot and --baseline name 2 beginnings. Give one of them.'],
    ['lint --at 003', '--at says where a database, a snapshot or a baseline stands.'],
  ])('%s', async (args, message) => {
    const { code, out, err } = await phasewise(args, folder(HALF));
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(`phasewise: ${message}`);
    expect(err).not.toContain('secret');
  });

  test('nothing here at all', async () => {
    expect(await phasewise('snapshot', folder({}))).toEqual({ code: 2, out: '', err: 'phasewise: no database is named. Give --database-url, or set DATABASE_URL or PGHOST.\n' });
  });

  test('a file that cannot be written', async () => {
    const { code, err } = await phasewise(`snapshot -o no/such/folder.json --database-url ${db.url}`, folder(HALF));
    expect([code, err]).toEqual([2, 'phasewise: there is no folder no/such.\n']);
  });

  test('a table that somebody changes just now', async () => {
    await db.client.query(`${SCHEMA}; CREATE INDEX ON orders (buyer)`);
    const other = await db.connect();
    await other.query('BEGIN; LOCK TABLE orders IN ACCESS EXCLUSIVE MODE');
    const { code, err } = await phasewise(`snapshot --database-url ${db.url}`, folder(HALF));
    expect([code, err]).toEqual([2, `phasewise: somebody is changing a table of ${db.name} and holds it ACCESS EXCLUSIVE, so that its definition cannot be read. Try again when they have ended.\n`]);
  });
});
