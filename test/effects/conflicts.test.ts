import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { USES, atLeast, conflicts, stopsReads, stopsWrites, stronger } from '../../src/effects/conflicts.ts';
import { LOCK_MODES } from '../../src/effects/effect.ts';
import type { TestDatabase } from '../server/running.ts';
import { runningServer } from '../server/running.ts';

describe.each([13, 18] as const)('on PostgreSQL %d', (major) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await (await runningServer(major)).database();
    await database.client.query('CREATE TABLE locked (id int PRIMARY KEY)');
  });
  afterAll(async () => { await database.drop(); });

  test.each(LOCK_MODES)('%s conflicts with just these modes', async (held) => {
    const other = await database.connect();
    await database.client.query(`BEGIN; LOCK TABLE locked IN ${held} MODE`);
    const refused: string[] = [];
    for (const wanted of LOCK_MODES) {
      await other.query('BEGIN');
      await other.query(`LOCK TABLE locked IN ${wanted} MODE NOWAIT`).catch(() => refused.push(wanted));
      await other.query('ROLLBACK');
    }
    await database.client.query('ROLLBACK');
    expect(LOCK_MODES.filter((mode) => conflicts(held, mode))).toEqual(refused);
  });

  test.each([
    ['SELECT', 'SELECT 1 FROM locked'],
    ['INSERT', 'INSERT INTO locked VALUES (1)'],
    ['UPDATE', 'UPDATE locked SET id = 2'],
    ['DELETE', 'DELETE FROM locked'],
    ['FK check', 'SELECT 1 FROM ONLY locked FOR KEY SHARE'],
  ] as const)('%s takes its lock on the table', async (use, sql) => {
    await database.client.query(`BEGIN; ${sql}`);
    const { rows } = await database.client.query<{ mode: string }>(
      "SELECT mode FROM pg_locks WHERE pid = pg_backend_pid() AND relation = 'locked'::regclass");
    await database.client.query('ROLLBACK');
    const inWords = rows.map(({ mode }) => mode.replace(/Lock$/, '').replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ').toUpperCase());
    expect(inWords).toContain(USES[use]);
    expect(inWords.filter((mode) => !LOCK_MODES.some((known) => known === mode))).toEqual([]);
  });
});

test('conflicts are mutual', () => {
  for (const a of LOCK_MODES) for (const b of LOCK_MODES) expect([a, b, conflicts(a, b)]).toEqual([a, b, conflicts(b, a)]);
});

test('only ACCESS EXCLUSIVE stops reads, SHARE and what is stronger stops writes', () => {
  expect(LOCK_MODES.filter(stopsReads)).toEqual(['ACCESS EXCLUSIVE']);
  expect(LOCK_MODES.filter(stopsWrites)).toEqual(['SHARE', 'SHARE ROW EXCLUSIVE', 'EXCLUSIVE', 'ACCESS EXCLUSIVE']);
});

test('the stronger of two modes is the later one', () => {
  expect(stronger('SHARE', 'ROW SHARE')).toBe('SHARE');
  expect(stronger('ROW SHARE', 'SHARE')).toBe('SHARE');
  expect(atLeast('SHARE', 'SHARE')).toBe(true);
  expect(atLeast('ROW EXCLUSIVE', 'SHARE')).toBe(false);
});
