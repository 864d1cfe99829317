import { expect, test } from 'vitest';
import { differencesOf } from '../../src/catalog/difference.ts';
import { readLive } from '../../src/catalog/live/live.ts';
import { restored } from '../../src/catalog/restored.ts';
import { parseSnapshot, writeSnapshot } from '../../src/catalog/snapshot-file.ts';
import type { Snapshot } from '../../src/catalog/snapshot.ts';
import { SnapshotError } from '../../src/catalog/snapshot.ts';
import { runningServer } from '../server/running.ts';
import { described } from './telling.ts';

const SCHEMA = `
  CREATE SCHEMA app; CREATE EXTENSION citext;
  CREATE TYPE app.mood AS ENUM ('sad', 'it''s ok'); CREATE DOMAIN app.percent AS numeric(5, 2) DEFAULT 0 CHECK (VALUE >= 0); CREATE TYPE app.point3 AS (x int, y int, z int);
  CREATE FUNCTION app.stamp() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.at := now(); RETURN NEW; END';
  CREATE TABLE app."Order" (id bigint GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME app.numbers) PRIMARY KEY, mood app.mood NOT NULL DEFAULT 'sad', share app.percent, at timestamptz(3), name text COLLATE "C");
  CREATE TABLE lines (id serial PRIMARY KEY, "order" bigint NOT NULL REFERENCES app."Order" ON DELETE CASCADE, net numeric, gross numeric GENERATED ALWAYS AS (net * 1.2) STORED);
  CREATE INDEX lines_gross ON lines ((gross + 1)) WHERE net > 0; CREATE UNLOGGED TABLE cache (k citext);
  CREATE TABLE m (id int, at date, PRIMARY KEY (id, at)) PARTITION BY RANGE (at); CREATE TABLE m_2020 PARTITION OF m FOR VALUES FROM ('2020-01-01') TO ('2021-01-01'); CREATE TABLE m_rest PARTITION OF m DEFAULT;
  CREATE TABLE parent (a int CHECK (a > 0)); CREATE TABLE child (b int) INHERITS (parent);
  CREATE VIEW app.big AS SELECT id, name FROM app."Order" WHERE id > 10; CREATE MATERIALIZED VIEW sums AS SELECT "order", sum(net) AS net FROM lines GROUP BY 1; CREATE UNIQUE INDEX ON sums ("order");
  CREATE TRIGGER touched BEFORE UPDATE OF name ON app."Order" FOR EACH ROW EXECUTE FUNCTION app.stamp(); CREATE POLICY own ON lines USING (net > 0); CREATE PUBLICATION changes FOR TABLE lines (id, net);
  ALTER TABLE lines ADD CONSTRAINT positive CHECK (net > 0) NOT VALID; ANALYZE`;

async function taken(): Promise<Snapshot> {
  const database = await (await runningServer(18)).database();
  try {
    await database.client.query(SCHEMA);
    return await readLive(database.client);
  } finally {
    await database.drop();
  }
}

test('the file is the same for the same schema, and reads well', async () => {
  const [snapshot, again] = [await taken(), await taken()];
  expect(writeSnapshot(again)).toBe(writeSnapshot(snapshot));
  await expect(writeSnapshot({ ...snapshot, postgres: '18.0', at: ['042'], functions: snapshot.functions.filter((sql) => !sql.includes('citext')) })).toMatchFileSnapshot('snapshots/snapshot.json');
});

test('what is read back is equal', async () => {
  const snapshot = await taken();
  const read = parseSnapshot(writeSnapshot(snapshot));
  expect(read).toEqual(snapshot);
  const [first, second] = [restored(snapshot, 'server'), restored(read, 'snapshot')];
  expect(differencesOf(first, second)).toEqual([]);
  expect(described(second)).toEqual(described(first));
});

const EMPTY = { phasewise: 'snapshot', format: 1, postgres: '18.0', schemas: ['public'], extensions: [], types: [], functions: [], sequences: [], tables: [], views: [], publications: [] };

test.each<[string, string, string]>([
  ['not JSON', 'CREATE TABLE t ();', 'it is no JSON. `phasewise snapshot` writes a snapshot.'],
  ['another JSON', '{"name": "shop"}', 'it is no snapshot of Phasewise. `phasewise snapshot` writes one.'],
  ['a list', '[]', 'it is no snapshot of Phasewise. `phasewise snapshot` writes one.'],
  ['a newer format', JSON.stringify({ ...EMPTY, format: 2 }), 'it was written by a newer Phasewise, in format 2. Update Phasewise, or write it again with this one: phasewise snapshot.'],
  ['something missing', JSON.stringify({ ...EMPTY, tables: undefined }), 'tables is missing. Write it again: phasewise snapshot.'],
  ['a wrong kind', JSON.stringify({ ...EMPTY, tables: [{ table: 't', columns: 'id int' }] }), 'tables[0].columns is no list. Write it again: phasewise snapshot.'],
  ['a wrong kind below', JSON.stringify({ ...EMPTY, views: [{ view: 'v', columns: [], reads: { t: ['a', 1] } }] }), 'views[0].reads.t[1] is no string. Write it again: phasewise snapshot.'],
])('%s', (_name, text, message) => {
  expect(() => parseSnapshot(text)).toThrow(new SnapshotError(message));
});

test('a definition that PostgreSQL would refuse is named', () => {
  const broken = parseSnapshot(JSON.stringify({ ...EMPTY, tables: [{ table: 'public.t', columns: ['id int,'] }] }));
  expect(() => restored(broken, 'snapshot')).toThrow('PostgreSQL would refuse CREATE TABLE public.t (id int,): syntax error');
});
