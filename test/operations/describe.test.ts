import { expect, test } from 'vitest';
import { describe } from '../../src/operations/describe.ts';
import { readStatement } from '../../src/operations/read.ts';

test.each<[string, ...string[]]>([
  ['ALTER TABLE tasks ADD priority text, ALTER COLUMN priority SET NOT NULL', 'ADD COLUMN tasks.priority', 'SET NOT NULL on tasks.priority'],
  ['ALTER TABLE s."T" DROP COLUMN "a b"', 'DROP COLUMN s."T"."a b"'],
  ['ALTER TABLE t RENAME a TO b', 'RENAME COLUMN t.a TO b'],
  ['ALTER TABLE t ALTER c TYPE numeric(10, 2)', 'SET TYPE numeric(10, 2) on t.c'],
  ['ALTER TABLE t ADD CONSTRAINT ck CHECK (a > 0), ADD PRIMARY KEY (a)', 'ADD CONSTRAINT ck on t', 'ADD PRIMARY KEY on t'],
  ['ALTER TABLE t VALIDATE CONSTRAINT ck', 'VALIDATE CONSTRAINT ck on t'],
  ['ALTER TABLE t DISABLE TRIGGER tr, ALTER c SET STATISTICS 5, OWNER TO joe', 'DISABLE TRIGGER tr on t', 'SET STATISTICS on t.c', 'OWNER TO on t'],
  ['CREATE INDEX CONCURRENTLY idx_tasks_priority ON tasks (priority)', 'CREATE INDEX CONCURRENTLY idx_tasks_priority'],
  ['CREATE UNIQUE INDEX ON tasks (a)', 'CREATE UNIQUE INDEX on tasks'],
  ['DROP INDEX CONCURRENTLY s.i', 'DROP INDEX CONCURRENTLY s.i'],
  ['REINDEX TABLE CONCURRENTLY t', 'REINDEX TABLE CONCURRENTLY t'],
  ['REINDEX DATABASE', 'REINDEX DATABASE'],
  ["ALTER TYPE mood ADD VALUE 'meh'", "ADD VALUE 'meh' to mood"],
  ['DROP TABLE a, b', 'DROP TABLE a', 'DROP TABLE b'],
  ['UPDATE tasks SET a = 1', 'UPDATE tasks'],
  ['SELECT * FROM a, b', 'SELECT from a, b'],
  ['VACUUM FULL a, b', 'VACUUM FULL a, b'],
  ['ANALYZE', 'ANALYZE'],
  ["SET LOCAL lock_timeout = '5s'", 'SET LOCAL lock_timeout = 5s'],
  ['RESET ALL', 'RESET ALL'],
  ['ROLLBACK TO a', 'ROLLBACK TO a'],
  ["COMMENT ON COLUMN a.b IS 'x'", 'COMMENT ON COLUMN a.b'],
  ['GRANT a TO b', 'GRANT ROLE'],
])('%s in short', (sql, ...expected) => {
  expect(readStatement(sql).operations.map(describe)).toEqual(expected);
});
