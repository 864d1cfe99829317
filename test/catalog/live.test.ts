import { describe, expect, test } from 'vitest';
import type { Catalog } from '../../src/catalog/catalog.ts';
import { differencesOf } from '../../src/catalog/difference.ts';
import type { Asking } from '../../src/catalog/live/asking.ts';
import { readLive } from '../../src/catalog/live/live.ts';
import { restored } from '../../src/catalog/restored.ts';
import type { Major } from '../../src/server/majors.ts';
import { majors } from '../../src/server/majors.ts';
import { ALL } from '../all.ts';
import { runningServer } from '../server/running.ts';
import { HISTORIES, HISTORIES_OF_18 } from './histories.ts';
import { described, statementsOf, told } from './telling.ts';

/** Where not all is asked for, each of two is asked for every second history. */
const MAJORS: readonly Major[] = ALL ? majors : [13, 18];

describe.each(MAJORS)('read from PostgreSQL %i, the catalog is the one that the history tells', (major) => {
  const taken = Object.entries(HISTORIES).filter((_, at) => ALL || at % 2 === MAJORS.indexOf(major));
  test.each([...taken, ...(major === 18 ? Object.entries(HISTORIES_OF_18) : [])])('%s', async (_name, sql) => {
    const database = await (await runningServer(major)).database();
    try {
      for (const statement of statementsOf(sql)) await database.client.query(statement);
      const live = restored(await readLive(database.client), 'server');
      const history = told(sql).disconnected();
      expect(differencesOf(history, live)).toEqual([]);
      expect(described(live).filter((line) => !isOfView(line, live))).toEqual(described(history).filter((line) => !isOfView(line, history)));
    } finally {
      await database.drop();
    }
  });
});

test.each(MAJORS)('PostgreSQL %i is read while its tables are changed, and what a reader locks for a moment it lets go', async (major) => {
  const database = await (await runningServer(major)).database();
  const held: string[] = [];
  try {
    await database.client.query(`
      CREATE TABLE plain (id int PRIMARY KEY, a int DEFAULT 1 UNIQUE); CREATE VIEW v AS SELECT a FROM plain; CREATE TABLE m (a int) PARTITION BY RANGE (a);
      CREATE TABLE p PARTITION OF m FOR VALUES FROM (1) TO (2); CREATE TABLE t (a int, g int GENERATED ALWAYS AS (a * 2) STORED, CHECK (a > 0)); CREATE INDEX ON t ((a + 1)) WHERE a > 0`);
    const other = await database.connect();
    await other.query('BEGIN; LOCK TABLE plain IN ACCESS EXCLUSIVE MODE; LOCK TABLE t IN EXCLUSIVE MODE');
    const asking: Asking = {
      query: async <R extends object>(sql: string) => {
        const answer = await database.client.query<R>(sql);
        if (sql !== 'ROLLBACK') held.push(...(await database.client.query<{ mode: string }>(HELD)).rows.map(({ mode }) => mode));
        return answer;
      },
    };
    expect((await readLive(asking)).tables.map(({ table }) => table)).toEqual(['public.m', 'public.p', 'public.plain', 'public.t']);
    expect(held).toEqual([]);
  } finally {
    await database.drop();
  }
});

const HELD = 'SELECT mode FROM pg_locks WHERE pid = pg_backend_pid() AND relation >= 16384';

test('any role may read it, and the connection is left as it was', async () => {
  const database = await (await runningServer(18)).database();
  try {
    await database.client.query('CREATE TABLE t (id int); REVOKE ALL ON t FROM PUBLIC; CREATE ROLE nobody_special; SET ROLE nobody_special');
    expect((await readLive(database.client)).tables).toEqual([{ table: 'public.t', columns: ['id integer'] }]);
    const { rows } = await database.client.query('SHOW search_path');
    expect(rows).toEqual([{ search_path: '"$user", public' }]);
  } finally {
    await database.client.query('RESET ROLE; DROP ROLE nobody_special');
    await database.drop();
  }
});

test('a view of PostgreSQL\'s own relations', async () => {
  const database = await (await runningServer(18)).database();
  try {
    await database.client.query('CREATE TABLE t (id int); CREATE VIEW v AS SELECT a.pid, t.id FROM pg_stat_activity a, t');
    const live = restored(await readLive(database.client), 'server');
    expect(described(live).filter((line) => line.startsWith('view'))).toEqual(['view v']);
  } finally {
    await database.drop();
  }
});

/** A history may not know the columns of its views. */
function isOfView(line: string, catalog: Catalog): boolean {
  return catalog.relations().some(({ type, name }) => (type === 'view' || type === 'matview') && line.startsWith(`column ${name}.`));
}
