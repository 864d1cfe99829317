import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SqlType } from '../../../src/operations/operation.ts';
import type { Replacement } from '../../../src/rule/cure/replace-column.ts';
import { replaceColumn } from '../../../src/rule/cure/replace-column.ts';
import { runningServer } from '../../server/running.ts';
import type { TestDatabase } from '../../server/running.ts';

const INT4: SqlType = { name: 'int4', modifiers: [], array: false, serial: false, text: 'int', span: { start: 0, end: 3 } };
const TO_INT: Replacement = {
  table: { type: 'relation', name: 'orders', span: { start: 0, end: 6 } }, from: 'total', to: 'total_new', toType: INT4,
  convert: (value) => `${value}::int`, convertBack: (value) => `${value}::numeric`, notNull: false, fallback: undefined, goesWith: [],
};

let database: TestDatabase;
beforeAll(async () => { database = await (await runningServer(16)).database(); });
afterAll(async () => { await database.drop(); });

test('batches leave the old column as it is, and both releases write on', async () => {
  const { client } = database;
  await client.query('CREATE TABLE orders (id int, total numeric); INSERT INTO orders VALUES (1, 2.5), (2, 3), (3, NULL)');
  const [expand, backfill] = replaceColumn(TO_INT, { lowest: 16, tool: { stepsAside: true } });
  for (const part of expand?.parts ?? []) if (part.kind === 'sql') await client.query(part.sql);

  const rows = async () => (await client.query('SELECT id, total, total_new FROM orders ORDER BY id')).rows.map(({ id, total, total_new }) => [id, total, total_new]);
  for (const part of backfill?.parts ?? []) {
    if (part.kind !== 'backfill') continue;
    expect((await client.query(`UPDATE orders SET ${part.set} WHERE ${part.where}`)).rowCount).toBe(2);
    expect((await client.query(`UPDATE orders SET ${part.set} WHERE ${part.where}`)).rowCount).toBe(0);
  }
  expect(await rows()).toEqual([[1, '2.5', 3], [2, '3', 3], [3, null, null]]);

  await client.query('UPDATE orders SET total = 7.2 WHERE id = 1; UPDATE orders SET total_new = 9 WHERE id = 2');
  await client.query('INSERT INTO orders (id, total) VALUES (4, 1.9); INSERT INTO orders (id, total_new) VALUES (5, 4)');
  expect(await rows()).toEqual([[1, '7.2', 7], [2, '9', 9], [3, null, null], [4, '1.9', 2], [5, '4', 4]]);
});
