import { afterEach, beforeEach, expect, test } from 'vitest';
import { runningServer, type TestDatabase } from '../server/running.ts';
import { phasewise } from './fake-io.ts';
import { folder } from './folder.ts';

let db: TestDatabase;
beforeEach(async () => { db = await (await runningServer(16)).database(); });
afterEach(() => db.drop());

const FILES = {
  'migrations/1_a.sql': '-- revises: none\n-- title: begin\nSELECT 1;',
  'migrations/2_b.sql': '-- revises: 1\n-- labels: pay\nSELECT 1;',
  'migrations/3_c.sql': '-- revises: 1\nSELECT 1;',
  'migrations/4_d.sql': '-- revises: 2, 3\n-- title: join\nSELECT 1;',
};
const on = (args: string) => phasewise(`${args} --database-url ${db.url}`, folder(FILES));
const rows = async () => (await db.client.query<{ v: string }>('SELECT version_num AS v FROM phasewise_version ORDER BY 1')).rows.map(({ v }) => v);
const steady = (text: string) => text.replaceAll(' ·\n', ' · ').replace(/PostgreSQL \d+\.\d+/g, 'PostgreSQL N').replaceAll(/ @ \S+/g, ' @ server').replaceAll(/test_\d+/g, 'shop');

test('a database that no run has touched', async () => {
  expect(await on('current')).toEqual({ code: 0, err: '', out: 'base: there is no phasewise_version yet.\n' });
  const { code, out } = await on('status --exit-code');
  expect([code, steady(out)]).toEqual([1, 'shop @ server · PostgreSQL N · at base, 4 revisions are pending\n  1 (begin)\n  2 (b)\n  3 (c)\n  4 (join)\n']);
  expect((await on('status')).code).toBe(0);
});

test('a database on two branches', async () => {
  await on('stamp 2 3');
  expect(await rows()).toEqual(['2', '3']);
  expect((await on('current')).out).toBe('2 (pay), b\n3, c\n');
  const { code, out } = await on('status --json --exit-code');
  expect([code, JSON.parse(out)]).toEqual([1, { schema: 1, database: db.name, postgres: expect.any(String), current: ['2', '3'], heads: ['4'], pending: ['4'], upToDate: false }]);
});

test('a merge takes the rows of its parents over', async () => {
  await on('stamp 2 3');
  await on('upgrade');
  expect(await rows()).toEqual(['4']);
  expect((await on('status --exit-code')).code).toBe(0);
  expect((await on('current')).out).toBe('4 (pay) (head), join\n');
});

test('a stamp runs nothing, and says where the database stands', async () => {
  expect((await on('stamp head')).out).toBe('✓ Now at 4 (head). No migration was run.\n');
  expect((await on('stamp head')).out).toBe('Already at 4 (head). No migration was run.\n');
  expect((await on('stamp base')).out).toBe('✓ Now at base. No migration was run.\n');
  expect((await on('current')).out).toBe('base: nothing is applied.\n');
});

test('--purge forgets rows that nobody knows', async () => {
  await on('stamp 1');
  await db.client.query("INSERT INTO phasewise_version VALUES ('gone')");
  expect((await on('current')).out).toBe('1, begin\ngone (no file declares it)\n');
  expect(await on('stamp --purge 2')).toMatchObject({ code: 0, out: '✓ Now at 2. No migration was run.\n' });
  expect(await rows()).toEqual(['2']);
});

test('a revision that does not exist', async () => {
  expect(await on('stamp zzz')).toEqual({ code: 2, out: '', err: 'phasewise: no revision starts with "zzz". `phasewise history` lists them all.\n' });
});
