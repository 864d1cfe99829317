import { describe } from 'vitest';
import { reads } from './reading.ts';

describe('triggers', () => reads([
  ['CREATE CONSTRAINT TRIGGER tr AFTER INSERT ON s.t FROM p FOR EACH ROW EXECUTE FUNCTION a.f()', {
    kind: 'create trigger', table: { span: 's.t' }, trigger: { name: 'tr', of: 't', span: 'tr' }, function: { span: 'a.f' }, from: { span: 'p' },
    timing: 'after', events: ['insert'], eachRow: true, replace: false, columns: [],
  }],
  ['CREATE OR REPLACE TRIGGER tr BEFORE UPDATE OF a, b OR DELETE OR TRUNCATE ON t EXECUTE PROCEDURE f()', {
    kind: 'create trigger', timing: 'before', events: ['update', 'delete', 'truncate'], eachRow: false, replace: true, columns: ['a', 'b'],
  }],
  ['CREATE TRIGGER tr AFTER UPDATE OF a ON t FOR EACH ROW WHEN (OLD.c IS DISTINCT FROM NEW.c) EXECUTE FUNCTION f()', { columns: ['a', 'c'] }],
  ['CREATE TRIGGER tr INSTEAD OF INSERT ON v FOR EACH ROW EXECUTE FUNCTION f()', { timing: 'instead of' }],
  ['ALTER TRIGGER a ON s.t RENAME TO "B"', { kind: 'rename trigger', table: { schema: 's', name: 't' }, trigger: { name: 'a', of: 't', span: 'a' }, to: { name: 'B', span: '"B"' } }],
  ['DROP TRIGGER IF EXISTS tr ON a.b', { kind: 'drop trigger', table: { span: 'a.b' }, trigger: { name: 'tr', span: 'tr' }, ifExists: true }],
]));

describe('policies and rules', () => reads([
  ['CREATE POLICY p ON s.t USING (a > 0 AND t.b IN (SELECT c FROM u WHERE t.d = 1))', {
    kind: 'create policy', span: 'CREATE POLICY', table: { schema: 's', name: 't' }, policy: { name: 'p', span: 'p' }, columns: ['a', 'b', 'd'], reads: [{ span: 'u' }], command: 'all', permissive: true,
  }],
  ['CREATE POLICY p ON t AS RESTRICTIVE FOR UPDATE USING (true)', { kind: 'create policy', command: 'update', permissive: false }],
  ['ALTER POLICY p ON t WITH CHECK (a > 0)', { kind: 'alter policy', policy: { name: 'p' }, columns: ['a'] }],
  ['ALTER POLICY p ON t RENAME TO q', { kind: 'rename policy', policy: { name: 'p' }, to: { name: 'q', span: 'q' } }],
  ['DROP POLICY p ON s.t', { kind: 'drop policy', table: { span: 's.t' }, policy: { name: 'p', span: 'p' }, ifExists: false }],
  ['CREATE OR REPLACE RULE r AS ON UPDATE TO t WHERE NEW.a IN (SELECT k FROM s.u) DO ALSO (INSERT INTO log SELECT OLD.b FROM v; DELETE FROM w WHERE id = NEW.a)', {
    kind: 'create rule', table: { span: 't' }, rule: { name: 'r', span: 'r' }, replace: true, columns: ['a', 'b'],
    reads: [{ span: 's.u' }, { span: 'v' }], writes: [{ span: 'log' }, { span: 'w' }],
  }],
  ['ALTER RULE r ON t RENAME TO q', { kind: 'rename rule', rule: { name: 'r', span: 'r' }, to: { name: 'q' } }],
  ['DROP RULE IF EXISTS r ON t', { kind: 'drop rule', rule: { name: 'r', span: 'r' }, ifExists: true }],
]));

describe('statistics and publications', () => reads([
  ['CREATE STATISTICS IF NOT EXISTS s.x (ndistinct) ON a, (b + c), d FROM t', {
    kind: 'create statistics', table: { span: 't' }, statistics: { schema: 's', name: 'x' }, columns: ['a', 'b', 'c', 'd'], ifNotExists: true,
  }],
  ['ALTER STATISTICS s.x RENAME TO y', { kind: 'alter statistics', statistics: { schema: 's', name: 'x' }, to: { schema: 's', name: 'y' } }],
  ['ALTER STATISTICS x SET SCHEMA s', { kind: 'alter statistics', to: { schema: 's', name: 'x' } }],
  ['ALTER STATISTICS x SET STATISTICS 100', { kind: 'alter statistics', statistics: { name: 'x' } }],
  ['ALTER STATISTICS x OWNER TO joe', { kind: 'alter statistics', statistics: { name: 'x' } }],
  ['DROP STATISTICS IF EXISTS s.x, y', { kind: 'drop statistics', statistics: { schema: 's', name: 'x' }, ifExists: true }, { statistics: { name: 'y' } }],
  ['CREATE PUBLICATION p FOR TABLE a, ONLY b.c (x, y) WHERE (z > 1)', {
    kind: 'create publication', publication: 'p', tables: [{ table: { span: 'a' }, columns: [] }, { table: { span: 'b.c', only: true }, columns: ['x', 'y', 'z'] }],
  }],
  ['CREATE PUBLICATION p FOR ALL TABLES', { kind: 'create publication', tables: [] }],
  ['ALTER PUBLICATION p ADD TABLE a', { kind: 'alter publication', does: 'add', tables: [{ table: { span: 'a' } }] }],
  ['ALTER PUBLICATION p SET TABLE a', { does: 'set' }],
  ['ALTER PUBLICATION p DROP TABLE a', { does: 'drop' }],
  ["ALTER PUBLICATION p SET (publish = 'insert')", { does: 'options', tables: [] }],
  ['ALTER PUBLICATION p RENAME TO q', { does: 'rename', to: 'q' }],
  ['ALTER PUBLICATION p OWNER TO joe', { does: 'owner' }],
  ['DROP PUBLICATION IF EXISTS p', { kind: 'drop publication', publication: 'p', ifExists: true }],
]));

describe('ONLY', () => reads([
  ['ALTER TABLE ONLY t ADD COLUMN a int', { table: { name: 't', only: true } }],
  ['SELECT 1 FROM ONLY a, b', { reads: [{ name: 'a', only: true }, { name: 'b' }] }],
  ['UPDATE ONLY t SET a = 1', { table: { only: true } }],
  ['DELETE FROM ONLY t', { table: { only: true } }],
  ['TRUNCATE ONLY a, b', { table: { name: 'a', only: true } }, { table: { name: 'b' } }],
  ['LOCK TABLE ONLY t', { table: { only: true } }],
]));

describe('storage parameters', () => reads([
  ['ALTER TABLE t SET (fillfactor = 70, toast.autovacuum_enabled = off), RESET (user_catalog_table)',
    { kind: 'alter table', parameters: [{ name: 'fillfactor', value: '70' }, { name: 'toast.autovacuum_enabled', value: 'off' }] }, { parameters: [{ name: 'user_catalog_table' }] }],
  ['ALTER TABLE t REPLICA IDENTITY USING INDEX i, DISABLE RULE r', { does: 'REPLICA IDENTITY', other: { type: 'index', name: 'i', span: 'i' } }, { part: { type: 'rule', name: 'r', span: 'r' } }],
]));

describe('rows that a query locks', () => reads([
  ['SELECT * FROM a, b WHERE b.id IN (SELECT id FROM c) FOR UPDATE', { kind: 'select', reads: [{ name: 'a' }, { name: 'b' }, { name: 'c' }], rowLocks: [{ name: 'a' }, { name: 'b' }] }],
  ['SELECT * FROM a AS x JOIN s.b AS y ON true FOR NO KEY UPDATE OF y', { rowLocks: [{ schema: 's', name: 'b' }] }],
  ['SELECT * FROM (SELECT * FROM a) x FOR SHARE', { rowLocks: [{ name: 'a' }] }],
  ['WITH x AS (SELECT * FROM a) SELECT * FROM x FOR UPDATE', { reads: [{ name: 'a' }] }],
  ['DELETE FROM a WHERE id IN (SELECT id FROM b FOR UPDATE SKIP LOCKED)', { kind: 'delete', rowLocks: [{ name: 'b' }] }],
]));

describe('columns that a view uses', () => reads([
  ['CREATE VIEW v AS SELECT x.a, b FROM s.t AS x JOIN u USING (c)', {
    uses: [{ of: { schema: 's', name: 't' }, column: 'a' }, { column: 'b' }, { column: 'c' }],
  }],
  ['CREATE VIEW v AS SELECT *, x.* FROM t AS x', { uses: [{ of: { name: 't' }, column: '*' }, { of: { name: 't' }, column: '*' }] }],
]));
