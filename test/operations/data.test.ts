import { describe, expect, test } from 'vitest';
import { readStatement } from '../../src/operations/read.ts';
import { reads } from './reading.ts';

describe('data', () => reads([
  ['INSERT INTO s.t (a, b) VALUES (1, 2)', { kind: 'insert', span: 'INSERT INTO', table: { span: 's.t' }, columns: ['a', 'b'], rows: 'values', reads: [] }],
  ['INSERT INTO t VALUES (1, DEFAULT, 0, -2, DEFAULT), (1, DEFAULT, -1, 3, 4)', { kind: 'insert', columns: [], values: ['given', 'default', 'low', 'given', 'both'] }],
  ['INSERT INTO t (a, a) SELECT 1, 2', { kind: 'insert', twice: 'a', rows: 'query' }],
  ['UPDATE t SET (a, b) = (1, 2), a = 3', { kind: 'update', sets: ['a', 'b'], twice: 'a' }],
  ["UPDATE t SET a = '{}', a[2] = 2", { kind: 'update', twice: 'a' }],
  ['INSERT INTO t DEFAULT VALUES', { kind: 'insert', rows: 'default', columns: [] }],
  ['INSERT INTO t SELECT * FROM a JOIN s.b ON true WHERE EXISTS (SELECT 1 FROM c)', { rows: 'query', reads: [{ name: 'a' }, { span: 's.b' }, { name: 'c' }] }],
  [
    'UPDATE ONLY s.t AS q SET a = b IS DISTINCT FROM c, (d, e) = (SELECT 1, 2) FROM u WHERE q.id = u.id RETURNING *',
    {
      kind: 'update', span: 'UPDATE', table: { span: 's.t' }, sets: ['a', 'd', 'e'], assignments: 'a = b IS DISTINCT FROM c, (d, e) = (SELECT 1, 2)',
      where: { text: 'q.id = u.id' }, reads: [{ name: 'u' }],
    },
  ],
  ['DELETE FROM t USING u WHERE t.id = u.id', { kind: 'delete', span: 'DELETE FROM', where: { text: 't.id = u.id' }, reads: [{ name: 'u' }] }],
  ['MERGE INTO t USING (SELECT * FROM s) x ON t.id = x.id WHEN MATCHED THEN DELETE', { kind: 'merge', span: 'MERGE INTO', table: { name: 't' }, reads: [{ name: 's' }] }],
  ['SELECT now(), s.f(1) FROM t WHERE a IN (SELECT pg_catalog.lower(x) FROM u)', { kind: 'select', span: 'SELECT', reads: [{ name: 't' }, { name: 'u' }], calls: ['now', 's.f', 'lower'] }],
  ["((SELECT setval('sq', 100)) UNION VALUES (2))", { kind: 'select', span: 'SELECT', calls: ['setval'] }],
  [
    "SELECT set_config('Lock_Timeout', '5s', true), pg_catalog.set_config('search_path', '', false), set_config(x, 'y', true)",
    { kind: 'select', calls: ['set_config'] },
    { kind: 'set', setting: 'lock_timeout', value: '5s', local: true, span: 'set_config' },
    { kind: 'set', setting: 'search_path', value: '', local: false, span: 'pg_catalog.set_config' },
  ],
  [
    'WITH t AS (SELECT * FROM t), d AS (DELETE FROM x USING y WHERE x.a = y.a RETURNING *) INSERT INTO a SELECT * FROM d, t, s.d',
    { kind: 'delete', table: { name: 'x' }, where: { text: 'x.a = y.a' }, reads: [{ name: 'y' }] },
    { kind: 'insert', span: 'INSERT INTO', table: { name: 'a' }, reads: [{ name: 't' }, { schema: 's', name: 'd' }] },
  ],
  ['WITH RECURSIVE t AS (SELECT 1 UNION SELECT * FROM t) UPDATE a SET b = 1', { kind: 'update', reads: [], bound: { kind: 'none' } }],
  ['WITH u AS (UPDATE t SET a = 1 RETURNING *) SELECT * FROM u', { kind: 'update', assignments: 'a = 1', span: 'UPDATE' }, { kind: 'select', span: 'SELECT', reads: [] }],
  ['EXPLAIN ANALYZE UPDATE t SET a = 1', { kind: 'other', tag: 'EXPLAIN', reach: 'nothing' }, { kind: 'update', assignments: 'a = 1' }],
  ['EXPLAIN (ANALYZE off) UPDATE t SET a = 1', { kind: 'other', tag: 'EXPLAIN' }],
  ['COPY s.t (a) FROM STDIN', { kind: 'copy', table: { span: 's.t' }, direction: 'from' }],
  ['COPY (DELETE FROM t RETURNING *) TO STDOUT', { kind: 'delete' }, { kind: 'copy', direction: 'to' }],
  ['TRUNCATE TABLE ONLY a, b CASCADE', { kind: 'truncate', span: 'TRUNCATE TABLE', table: { name: 'a' }, cascade: true }, { table: { name: 'b' } }],
  ['DO $$ BEGIN DROP TABLE t; END $$', { kind: 'run code', span: 'DO', language: 'plpgsql', steps: [{ kind: 'statement', operations: [{ kind: 'drop table' }] }] }],
  ['CALL app.p(1, now())', { kind: 'call', span: 'CALL', procedure: { schema: 'app', name: 'p', span: 'app.p' }, passes: ['1', null] }],
  ['EXECUTE p', { kind: 'run unknown text', reason: 'What EXECUTE p runs was prepared by another statement, which is not followed.', reach: 'anything' }],
]));

test.each([
  ['DELETE FROM t', { kind: 'none' }],
  ['DELETE FROM t WHERE a IS NULL', { kind: 'condition' }],
  ['DELETE FROM t WHERE id = 5 OR id = 6', { kind: 'condition' }],
  ['DELETE FROM t WHERE id = other_column', { kind: 'condition' }],
  ['DELETE FROM t WHERE id <> 5', { kind: 'condition' }],
  ['DELETE FROM t WHERE id > 5', { kind: 'condition' }],
  ['DELETE FROM t WHERE id > 5 AND other < 6', { kind: 'condition' }],
  ['DELETE FROM t WHERE id IN (SELECT id FROM u)', { kind: 'condition' }],
  ['DELETE FROM t WHERE id NOT IN (1, 2)', { kind: 'condition' }],
  ['DELETE FROM t WHERE id = (SELECT u.id FROM u WHERE u.x = t.x)', { kind: 'condition' }],
  ['DELETE FROM t USING u WHERE u.id = 5', { kind: 'condition' }],
  ['DELETE FROM t WHERE id = 5', { kind: 'keys', columns: ['id'] }],
  ["DELETE FROM t AS x WHERE $1 = x.id AND code IN ('a', 'b') AND z > 1", { kind: 'keys', columns: ['id', 'code'] }],
  ["DELETE FROM t WHERE id = ANY ('{1,2}'::int[])", { kind: 'keys', columns: ['id'] }],
  ['DELETE FROM t WHERE id = ANY (ARRAY[1, $2])', { kind: 'keys', columns: ['id'] }],
  ['DELETE FROM t WHERE id BETWEEN 1 AND 1000', { kind: 'range' }],
  ['DELETE FROM t WHERE id >= 1 AND 1000 > id AND a', { kind: 'range' }],
  ["DELETE FROM t WHERE ctid >= '(0,0)'::tid AND ctid < '(100,0)'::tid", { kind: 'range' }],
  ['DELETE FROM t WHERE id IN (SELECT id FROM t WHERE a ORDER BY id LIMIT 1000)', { kind: 'range' }],
  ['DELETE FROM t WHERE ctid = ANY (ARRAY(SELECT ctid FROM t LIMIT 1000 FOR UPDATE SKIP LOCKED))', { kind: 'range' }],
  ['WITH b AS (SELECT id FROM t LIMIT 10) DELETE FROM t USING b AS x WHERE t.id = x.id', { kind: 'range' }],
  ['WITH b AS (SELECT id FROM t LIMIT 10) DELETE FROM t WHERE id IN (SELECT id FROM b)', { kind: 'range' }],
  ['DELETE FROM t USING (SELECT id FROM t FETCH FIRST 10 ROWS ONLY) b WHERE t.id = b.id', { kind: 'range' }],
  ['DELETE FROM t WHERE id IN (SELECT id FROM t LIMIT NULL)', { kind: 'condition' }],
  ['DELETE FROM t WHERE CURRENT OF c', { kind: 'range' }],
])('bounds %s', (sql, bound) => {
  expect(readStatement(sql).operations).toMatchObject([{ kind: 'delete', bound }]);
});

test.each(['INSERT INTO t (a[1], a[2]) VALUES (1, 2)', 'UPDATE t SET a[1] = 1, a[2] = 2'])('%s names no column twice', (sql) => {
  expect(readStatement(sql).operations[0]).not.toHaveProperty('twice');
});
