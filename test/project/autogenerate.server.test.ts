import type pg from 'pg';
import { expect, test } from 'vitest';
import type { Catalog } from '../../src/catalog/catalog.ts';
import { differencesOf } from '../../src/catalog/difference.ts';
import { readModel } from '../../src/catalog/live/definitions.ts';
import { readLive } from '../../src/catalog/live/live.ts';
import { restored } from '../../src/catalog/restored.ts';
import type { Snapshot } from '../../src/catalog/snapshot.ts';
import { withoutStatistics } from '../../src/catalog/snapshot.ts';
import type { ScriptBody } from '../../src/migrations/draft.ts';
import type { Major } from '../../src/server/majors.ts';
import { majors } from '../../src/server/majors.ts';
import { ALL } from '../all.ts';
import { PAIRS } from '../autogenerate/pairs.ts';
import { statementsOf, told } from '../catalog/telling.ts';
import { runningServer } from '../server/running.ts';
import { migrationsBetween } from './drafting.ts';

/** Where not all is asked for, 18 alone: it understands all that is wanted. */
const MAJORS: readonly Major[] = ALL ? majors : [18];

/**
 * What a database holds, the order of columns left out: a column that comes stands last. What PostgreSQL 18 calls a
 * NOT NULL beside the check that proves it is nobody's wish.
 */
async function heldBy(client: pg.Client): Promise<Snapshot> {
  const { tables, ...rest } = withoutStatistics(await readLive(client));
  return {
    ...rest,
    tables: tables.map(({ columns, constraints, ...table }) => {
      const own = constraints?.filter((one) => !/^CONSTRAINT \w+_not_null1 NOT NULL /.test(one));
      return { ...table, columns: [...columns].sort(), ...(own && own.length > 0 && { constraints: own }) };
    }),
  };
}

async function run({ transaction, statements }: ScriptBody, client: pg.Client): Promise<void> {
  if (transaction === 'own') await client.query('BEGIN');
  for (const sql of statements) await client.query(sql);
  if (transaction === 'own') await client.query('COMMIT');
}

async function made(sql: string, major: Major): Promise<{ readonly client: pg.Client; drop(): Promise<void> }> {
  const database = await (await runningServer(major)).database();
  for (const statement of statementsOf(sql)) await database.client.query(statement);
  return database;
}

type Read = (sql: string, held: Snapshot) => Catalog;
const FILE: readonly [string, Read] = ['a file', (sql) => told(sql)];
const DATABASE: readonly [string, Read] = ['a database', (_sql, held) => restored(held, 'server')];

/** One of the two each, where not all is asked for. */
const CASES = Object.entries(PAIRS).flatMap(([name, pair], at) => [FILE, DATABASE]
  .filter((_, way) => ALL || way === at % 2)
  .flatMap(([from, read]) => MAJORS.map((major) => ({ name, from, read, major, ...pair }))));

test.for(CASES)('$name, out of $from: PostgreSQL $major has exactly the wanted schema, and back', async ({ now, wanted, read, major }, { skip }) => {
  // Not every major can have it at all.
  const model = await made(wanted, major).catch((error: unknown) => (major < 18 ? skip(String(error)) : Promise.reject(error)));
  const old = await made(now, major);
  try {
    const [before, goal] = [await heldBy(old.client), await heldBy(model.client)];
    const migrations = migrationsBetween(told(now), read(wanted, await readModel(model.client)));
    for (const { up } of migrations) await run(up, old.client);
    expect(await heldBy(old.client)).toEqual(goal);
    for (const { down } of migrations.toReversed()) await run(down, old.client);
    const left = differencesOf(restored(await heldBy(old.client), 'server'), restored(before, 'server'));
    expect(left.filter((one) => !('aspect' in one && (one.aspect === 'labels' || one.aspect === 'validated')))).toEqual([]);
  } finally {
    await old.drop();
    await model.drop();
  }
});
