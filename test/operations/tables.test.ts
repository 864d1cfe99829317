import { describe } from 'vitest';
import { reads } from './reading.ts';

describe('tables', () => reads([
  [
    'CREATE TABLE IF NOT EXISTS "A"."b c" (id int, LIKE t INCLUDING ALL, CONSTRAINT ck CHECK (id > 0))',
    {
      kind: 'create table', span: 'CREATE TABLE', table: { schema: 'A', name: 'b c', span: '"A"."b c"' }, ifNotExists: true, persistence: 'permanent',
      columns: [{ name: { name: 'id', of: 'b c', span: 'id' }, span: 'id int' }], like: [{ name: 't' }],
      constraints: [{ type: 'check', name: { name: 'ck', span: 'ck' }, columns: ['id'], check: { text: 'id > 0' }, span: 'CONSTRAINT ck CHECK (id > 0)' }],
      fromQuery: false, isDefaultPartition: false,
    },
  ],
  ['CREATE TEMP TABLE x ()', { kind: 'create table', span: 'CREATE TEMP TABLE', persistence: 'temporary', columns: [] }],
  ['CREATE UNLOGGED TABLE x (a int)', { persistence: 'unlogged' }],
  ['CREATE TABLE c () INHERITS (a, s.b)', { inherits: [{ name: 'a' }, { schema: 's', name: 'b', span: 's.b' }] }],
  ['CREATE TABLE p (a int, b text) PARTITION BY LIST (lower(b), a)', { partitionBy: { strategy: 'list', columns: ['b', 'a'] }, columns: [{}, {}] }],
  ['CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1, 2)', { partitionOf: { name: 'p' }, inherits: [], isDefaultPartition: false }],
  ['CREATE TABLE p2 PARTITION OF s.p (PRIMARY KEY (a)) DEFAULT', { partitionOf: { span: 's.p' }, isDefaultPartition: true, constraints: [{ type: 'primary key', columns: ['a'] }] }],
  ['CREATE TABLE x AS SELECT * FROM t', { kind: 'create table', fromQuery: true, columns: [] }, { kind: 'select', reads: [{ name: 't' }] }],
  ['SELECT 1 AS a INTO TEMP foo FROM bar', { kind: 'create table', table: { name: 'foo' }, fromQuery: true, persistence: 'temporary' }, { kind: 'select', reads: [{ name: 'bar' }] }],
  ['DROP TABLE IF EXISTS a.b, "C" CASCADE', { kind: 'drop table', span: 'DROP TABLE', table: { schema: 'a', name: 'b', span: 'a.b' }, ifExists: true, cascade: true }, { table: { name: 'C', span: '"C"' } }],
  ['DROP FOREIGN TABLE f', { kind: 'drop table', table: { name: 'f' } }],
  ['ALTER TABLE rename RENAME TO "x y"', { kind: 'rename table', span: 'RENAME TO "x y"', table: { name: 'rename' }, to: { name: 'x y', span: '"x y"' } }],
  ['ALTER TABLE IF EXISTS s.t SET SCHEMA set', { kind: 'set schema', span: 'SET SCHEMA', table: { span: 's.t' }, schema: 'set', when: { kind: 'exists', object: { schema: 's', name: 't' } } }],
  ['ALTER TABLE t SET UNLOGGED', { kind: 'set persistence', persistence: 'unlogged' }],
  ['ALTER TABLE t ATTACH PARTITION s.p FOR VALUES FROM (1) TO (2)', { kind: 'attach partition', span: 'ATTACH PARTITION', table: { name: 't' }, partition: { span: 's.p' }, isDefault: false }],
  ['ALTER TABLE t ATTACH PARTITION p DEFAULT', { isDefault: true }],
  ['ALTER TABLE t DETACH PARTITION p CONCURRENTLY', { kind: 'detach partition', partition: { name: 'p' }, concurrently: true, finalize: false }],
  ['ALTER TABLE t DETACH PARTITION p FINALIZE', { kind: 'detach partition', concurrently: false, finalize: true }],
  ['ALTER TABLE ONLY (t) OWNER TO joe', { kind: 'alter table', span: 'OWNER TO joe', table: { name: 't' }, does: 'OWNER TO' }],
  ['ALTER TABLE s.t INHERIT q.p, CLUSTER ON i', { does: 'INHERIT', other: { schema: 'q', name: 'p' } }, { does: 'CLUSTER ON', other: { type: 'index', schema: 's', name: 'i' } }],
  [
    'ALTER TABLE t ALTER CONSTRAINT fk ENFORCED, DISABLE TRIGGER tr, ALTER c SET STATISTICS 5',
    { does: 'ALTER CONSTRAINT ENFORCED', part: { type: 'constraint', name: 'fk', span: 'fk' }, clause: 'ALTER CONSTRAINT fk ENFORCED' },
    { does: 'DISABLE TRIGGER', part: { type: 'trigger', name: 'tr' } },
    { does: 'SET STATISTICS', part: { type: 'column', name: 'c', span: 'c' } },
  ],
  [
    'CREATE SCHEMA s AUTHORIZATION joe CREATE TABLE a (x int) CREATE VIEW v AS SELECT 1 GRANT SELECT ON a TO b',
    { kind: 'create schema', schema: 's', span: 'CREATE SCHEMA' },
    { kind: 'create table', table: { schema: 's', name: 'a', span: 'a' }, span: 'CREATE TABLE', columns: [{ span: 'x int' }] },
    { kind: 'create view', view: { schema: 's', name: 'v' }, span: 'CREATE VIEW' },
    { kind: 'other', tag: 'GRANT', reach: 'nothing', span: 'GRANT' },
  ],
]));
