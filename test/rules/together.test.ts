import { expect, test } from 'vitest';
import { judged } from './fixture.ts';

const TABLE = 'CREATE TABLE orders (id bigint PRIMARY KEY, status text);\nCREATE INDEX orders_status_idx ON orders (status);';

test.each([
  ['DROP INDEX orders_status_idx;\nDROP TABLE orders;', ['drop-table']],
  ['DROP INDEX orders_status_idx;\nALTER TABLE orders RENAME TO bills;\nDROP TABLE bills;', ['drop-index-not-concurrent', 'rename-table', 'drop-table']],
  ['DROP INDEX orders_status_idx;\nDROP TABLE IF EXISTS others;', ['drop-index-not-concurrent', 'drop-table']],
])('%s: an index that goes with its table is not told twice', (script, rules) => {
  expect(judged([TABLE, script]).findings.map(({ rule }) => rule)).toEqual(rules);
});
