import { expect, test } from 'vitest';
import { fill } from '../../../src/server/observer/fill.ts';
import { rows, sessionOf } from '../../../src/server/observer/session.ts';
import { runningServer } from '../running.ts';

const SCHEMA = `
  CREATE TYPE mood AS ENUM ('sad', 'ok');
  CREATE TYPE pair AS (a int, b text);
  CREATE DOMAIN code AS varchar(8) NOT NULL;
  CREATE TABLE "Zips" (city text, zip int, PRIMARY KEY (city, zip));
  CREATE TABLE customers (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, parent bigint REFERENCES customers);
  CREATE TABLE orders (
    id uuid PRIMARY KEY, customer bigint NOT NULL REFERENCES customers, city text NOT NULL, zip int NOT NULL, FOREIGN KEY (city, zip) REFERENCES "Zips",
    state text NOT NULL CHECK (state IN ('open', 'it''s paid')), score int NOT NULL CHECK (score < 100), total numeric(3, 1) NOT NULL);
  CREATE TABLE every_type (
    a smallint NOT NULL, b varchar(3) NOT NULL, c char(2) NOT NULL, d boolean NOT NULL, e date NOT NULL, f timestamptz NOT NULL, g interval NOT NULL,
    h jsonb NOT NULL, i bytea NOT NULL, j inet NOT NULL, k mood NOT NULL, l text[] NOT NULL, m int4range NOT NULL, n code, o pair, p point NOT NULL,
    q tsvector NOT NULL, r bit(3) NOT NULL, s varbit(5) NOT NULL, t money NOT NULL, u macaddr NOT NULL, v real NOT NULL, w int GENERATED ALWAYS AS (a * 2) STORED, x mood[] NOT NULL);
  CREATE TABLE logs (at date NOT NULL, kind text) PARTITION BY RANGE (at);
  CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM ('2031-01-01') TO ('2031-02-01');
  CREATE TABLE kinds (kind text) PARTITION BY LIST (kind);
  CREATE TABLE kinds_1 PARTITION OF kinds FOR VALUES IN ('x', 'y');
  CREATE TABLE hashed (id int) PARTITION BY HASH (id);
  CREATE TABLE hashed_0 PARTITION OF hashed FOR VALUES WITH (MODULUS 2, REMAINDER 0);
  CREATE TABLE hashed_1 PARTITION OF hashed FOR VALUES WITH (MODULUS 2, REMAINDER 1);
  CREATE TABLE touchy (id int);
  CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no'; END $$;
  CREATE TRIGGER refuse BEFORE INSERT ON touchy FOR EACH ROW EXECUTE FUNCTION refuse();
  CREATE TABLE bare ();
  CREATE MATERIALIZED VIEW totals AS SELECT count(*) FROM orders;
`;

test.each([13, 18] as const)('every table gets rows that its constraints allow, on %i', async (major) => {
  const { client, drop } = await (await runningServer(major)).database();
  await client.query(SCHEMA);
  const session = await sessionOf(client);

  const { filled, empty } = await fill(session, 100);

  expect(empty).toEqual([]);
  expect(filled.map(({ name }) => name).sort()).toEqual(['Zips', 'bare', 'customers', 'every_type', 'hashed_0', 'hashed_1', 'kinds_1', 'logs_1', 'orders', 'touchy']);
  const counted = await rows<{ orders: string; totals: string; customers: string; bare: string }>(session,
    'SELECT (SELECT count(*) FROM orders) AS orders, (SELECT count FROM totals) AS totals, (SELECT count(DISTINCT customer) FROM orders) AS customers, (SELECT count(*) FROM bare) AS bare');
  expect(counted).toEqual([{ orders: '100', totals: '100', customers: '100', bare: '100' }]);
  await client.query('ALTER TABLE orders ADD FOREIGN KEY (customer) REFERENCES customers');
  await drop();
});

test('a table that no row of ours suits stays empty, and the server says why', async () => {
  const { client, drop } = await (await runningServer(18)).database();
  await client.query("CREATE TABLE mail (address text NOT NULL CHECK (address ~ '^[a-z]+@[a-z]+$')); CREATE TABLE full_already (a int); INSERT INTO full_already VALUES (1)");

  const { filled, empty } = await fill(await sessionOf(client), 100);

  expect(filled.map(({ name }) => name)).toEqual(['full_already']);
  expect(empty.map(({ table, reason }) => `${table.name}: ${reason}`)).toEqual(['mail: new row for relation "mail" violates check constraint "mail_address_check"']);
  await drop();
});
