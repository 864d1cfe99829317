import { expect, onTestFinished, test } from 'vitest';
import type { ConstraintsLike } from '../../src/migrations/condition.ts';
import { conditionSql } from '../../src/run/condition-sql.ts';
import type { ObjectName } from '../../src/sql/name.ts';
import { runningServer } from '../server/running.ts';

const SCHEMA = `
  CREATE SCHEMA shop;
  CREATE TYPE mood AS ENUM ('glad', 'it''s');
  CREATE TYPE shop."Kind" AS ENUM ('a');
  CREATE TABLE t (id int PRIMARY KEY, a text DEFAULT 'x', gone int, g int GENERATED ALWAYS AS (1) STORED, CONSTRAINT c CHECK (id > 0));
  ALTER TABLE t DROP COLUMN gone;
  CREATE TABLE shop."order" (id int);
  CREATE INDEX i ON t (a);
  CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
  CREATE TRIGGER tr BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION f();
  CREATE POLICY p ON t;
  CREATE RULE r AS ON DELETE TO t DO INSTEAD NOTHING;
  CREATE STATISTICS s ON id, a FROM t;
  CREATE PUBLICATION pub;
`;

const THERE: readonly ObjectName[] = [
  { type: 'relation', name: 't' }, { type: 'relation', schema: 'shop', name: 'order' }, { type: 'index', name: 'i' }, { type: 'type', name: 'mood' }, { type: 'type', schema: 'shop', name: 'Kind' },
  { type: 'column', of: 't', name: 'a' }, { type: 'column', schema: 'shop', of: 'order', name: 'id' }, { type: 'default', of: 't', name: 'a' },
  { type: 'constraint', of: 't', name: 'c' }, { type: 'constraint', name: 'c' }, { type: 'constraint', schema: 'public', name: 't_pkey' }, { type: 'enum label', of: 'mood', name: "it's" },
  { type: 'enum label', schema: 'shop', of: 'Kind', name: 'a' }, { type: 'schema', name: 'shop' }, { type: 'function', name: 'f' }, { type: 'function', schema: 'public', name: 'f' },
  { type: 'trigger', of: 't', name: 'tr' }, { type: 'policy', of: 't', name: 'p' }, { type: 'rule', of: 't', name: 'r' }, { type: 'statistics', name: 's' }, { type: 'publication', name: 'pub' },
];

const NOT_THERE: readonly ObjectName[] = [
  { type: 'relation', name: 'order' }, { type: 'relation', schema: 'nowhere', name: 't' }, { type: 'index', name: 't' }, { type: 'type', name: 'kind' }, { type: 'type', name: "it's" },
  { type: 'column', of: 't', name: 'gone' }, { type: 'column', of: 't', name: 'ctid' }, { type: 'column', of: 'nothing', name: 'a' }, { type: 'default', of: 't', name: 'id' }, { type: 'default', of: 't', name: 'g' },
  { type: 'constraint', of: 't', name: 'd' }, { type: 'constraint', schema: 'shop', name: 'c' }, { type: 'constraint', schema: 'nowhere', name: 'c' }, { type: 'enum label', of: 'mood', name: 'sad' },
  { type: 'schema', name: 'nowhere' }, { type: 'function', schema: 'shop', name: 'f' }, { type: 'trigger', of: 't', name: 'p' }, { type: 'policy', of: 't', name: 'tr' }, { type: 'rule', of: 't', name: 'i' },
  { type: 'statistics', schema: 'shop', name: 's' }, { type: 'publication', name: 's' },
];

test.each([13, 18] as const)('PostgreSQL %i answers for every kind of object', async (major) => {
  const { client, drop } = await (await runningServer(major)).database();
  onTestFinished(drop);
  await client.query(SCHEMA);
  const holds = async (object: ObjectName) => {
    const { rows } = await client.query<{ holds: boolean }>(`SELECT ${conditionSql({ kind: 'exists', object })} AS holds`);
    return [object, rows[0]?.holds];
  };
  expect(await inTurn(THERE, holds)).toEqual(THERE.map((object) => [object, true]));
  expect(await inTurn(NOT_THERE, holds)).toEqual(NOT_THERE.map((object) => [object, false]));
  expect(new Set(THERE.map(({ type }) => type))).toEqual(new Set(NOT_THERE.map(({ type }) => type)));
});

const ITEMS = `
  CREATE TABLE items (a int, b int, n int, PRIMARY KEY (a, b), CONSTRAINT u UNIQUE (b, a), CHECK (n > 0));
  CREATE TABLE uses (a int, b int, t int REFERENCES t, FOREIGN KEY (b, a) REFERENCES items (a, b));
`;

test('a server knows constraints by what they are', async () => {
  const { client, drop } = await (await runningServer(18)).database();
  onTestFinished(drop);
  await client.query(SCHEMA + ITEMS);
  const relation = (name: string): ObjectName => ({ type: 'relation', name });
  const cases: readonly (readonly [ConstraintsLike, boolean])[] = [
    [{ table: relation('items'), type: 'primary key' }, true], [{ table: relation('uses'), type: 'primary key' }, false], [{ table: relation('nothing'), type: 'check' }, false],
    [{ table: relation('items'), type: 'unique', columns: ['b', 'a'] }, true], [{ table: relation('items'), type: 'unique', columns: ['a', 'b'] }, false], [{ table: relation('items'), type: 'unique', columns: ['b'] }, false],
    [{ table: relation('uses'), type: 'foreign key', columns: ['b', 'a'], references: 'items' }, true], [{ table: relation('uses'), type: 'foreign key', references: 't' }, true],
    [{ table: relation('uses'), type: 'foreign key', columns: ['t'], references: 'items' }, false], [{ table: relation('items'), type: 'check', name: 'items_n_check' }, true], [{ table: relation('items'), type: 'check', name: 'u' }, false],
  ];
  const answers = await inTurn(cases, async ([like]) => {
    const { rows } = await client.query<{ holds: boolean }>(`SELECT ${conditionSql({ kind: 'has constraint', like })} AS holds`);
    return [like, rows[0]?.holds];
  });
  expect(answers).toEqual(cases);
});

async function inTurn<T, R>(all: readonly T[], act: (one: T) => Promise<R>): Promise<readonly R[]> {
  const done: R[] = [];
  for (const one of all) done.push(await act(one));
  return done;
}
