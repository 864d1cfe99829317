import { expect, test } from 'vitest';
import type { Major } from '../../src/server/majors.ts';
import { majors } from '../../src/server/majors.ts';
import { ALL } from '../all.ts';
import type { TestDatabase } from '../server/running.ts';
import { runningServer } from '../server/running.ts';
import type { Bed } from './bed.ts';
import { effectsOn, emptyBed, send } from './bed.ts';

const COMMON = `bool|name|int2|int4|int8|float8|numeric|numeric(10,2)|numeric(12,2)|numeric(12,4)|money|text|varchar|varchar(10)|varchar(20)|char(10)
|bpchar|bytea|bit(4)|varbit(8)|date|time(3)|timetz|timestamp|timestamp(3)|timestamptz|interval|interval(3)|interval year to month|json|jsonb|xml
|uuid|inet|cidr|oid|regclass|point|tsvector|int4range|mood|free|vfree|checked|citext|int4[]|varchar[]|varchar(10)[]|free[]|comp`;
const MORE = `"char"|float4|numeric(8)|char(20)|bit(8)|varbit|varbit(4)|time|timetz(3)|timestamptz(3)|interval day to second|macaddr|macaddr8|regproc|xid|box
|circle|polygon|path|lseg|tsquery|numrange|tstzrange|jsonpath|pg_lsn|int8[]|text[]|varchar(20)[]|checked[]|mood[]`;

/** Where not all is asked for, each of two has every second of the common types changed. */
const MAJORS: readonly Major[] = ALL ? majors : [13, 18];
const TYPES = (ALL ? `${COMMON}|${MORE}` : COMMON).split('|').map((type) => type.trim());

const SETUP = `CREATE TYPE mood AS ENUM ('sad', 'ok'); CREATE DOMAIN free AS text; CREATE DOMAIN vfree AS varchar(30);
  CREATE DOMAIN checked AS int CHECK (VALUE > 0); CREATE TYPE comp AS (a int, b text); SET timezone = 'UTC';`;

/** A row without values, and an index where the type can have one: the statement fails for its types alone. */
const table = (type: string, indexed: boolean) => `DROP TABLE IF EXISTS t; CREATE TABLE t (id int, c ${type});${indexed ? ' CREATE INDEX t_c ON t (c);' : ''}`;
const changes = TYPES.flatMap((to) => [`ALTER TABLE t ALTER c TYPE ${to}`, `ALTER TABLE t ALTER c TYPE ${to} USING c::${to}`]);

async function happens(database: TestDatabase, sql: string): Promise<string> {
  const { client } = database;
  const files = async () => (await client.query<{ t: string; i: string | null }>(`SELECT pg_relation_filenode('t') t, pg_relation_filenode(to_regclass('t_c')) i`)).rows[0];
  await client.query('BEGIN');
  try {
    const before = await files();
    await client.query(sql);
    const after = await files();
    return before?.t !== after?.t ? 'rewrite' : before?.i !== after?.i ? 'index build' : 'nothing';
  } catch (error) {
    return String((error as { code?: string }).code);
  } finally {
    await client.query('ROLLBACK');
  }
}

function predicted(bed: Bed, sql: string, major: Major): string {
  const { fails, work } = effectsOn(bed, sql, major);
  if (fails?.when === 'always') return fails.sqlstate;
  const doubt = work.some(({ certain }) => !certain) ? '?' : '';
  return `${work.some(({ kind }) => kind === 'rewrite') ? 'rewrite' : work[0]?.kind ?? 'nothing'}${doubt}`;
}

test.each(MAJORS.map((major, at) => [major, ALL ? TYPES : TYPES.filter((_, type) => type % 2 === at)] as const))('every change of type does on %i what is predicted', async (major, taken) => {
  const database = await (await runningServer(major)).database();
  await database.client.query(`CREATE EXTENSION citext; ${SETUP}`);
  const types = send(emptyBed(), SETUP);
  const differences: string[] = [];
  for (const from of taken) {
    for (const indexed of [false, true]) {
      const made = await database.client.query(`${table(from, indexed)} INSERT INTO t VALUES (1, NULL)`).then(() => true, () => false);
      if (!made) continue;
      const bed = send(types, table(from, indexed));
      for (const sql of changes) {
        const [is, expected] = [await happens(database, sql), predicted(bed, sql, major)];
        if (is !== expected) differences.push(`${from}${indexed ? ', indexed' : ''}: ${sql.slice('ALTER TABLE t ALTER c '.length)}: ${expected}, is ${is}`);
      }
    }
  }
  await database.drop();
  expect(differences).toEqual([]);
}, 600_000);
