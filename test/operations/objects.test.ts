import { describe } from 'vitest';
import { reads } from './reading.ts';

describe('sequences', () => reads([
  ['CREATE SEQUENCE IF NOT EXISTS s OWNED BY a.t.c', { kind: 'create sequence', span: 'CREATE SEQUENCE', sequence: { name: 's' }, ifNotExists: true, ownedBy: { table: { schema: 'a', name: 't', span: 'a.t' }, column: 'c' } }],
  ['ALTER SEQUENCE IF EXISTS s RESTART', { kind: 'alter sequence', when: { kind: 'exists' } }],
  ['ALTER SEQUENCE s OWNER TO joe', { kind: 'alter sequence', sequence: { name: 's' } }],
  ['ALTER SEQUENCE a.s RENAME TO t', { kind: 'rename sequence', sequence: { span: 'a.s' }, to: { schema: 'a', name: 't' } }],
  ['DROP SEQUENCE s', { kind: 'drop sequence' }],
]));

describe('views', () => reads([
  ['CREATE OR REPLACE VIEW v AS WITH t AS (SELECT * FROM t) SELECT * FROM t, u', { kind: 'create view', span: 'CREATE OR REPLACE VIEW', view: { name: 'v' }, replace: true, reads: [{ name: 't' }, { name: 'u' }], materialized: false }],
  ['CREATE RECURSIVE VIEW v (n) AS SELECT 1 UNION SELECT n FROM v', { kind: 'create view', reads: [] }],
  ['CREATE MATERIALIZED VIEW IF NOT EXISTS v AS SELECT * FROM t WITH NO DATA', { kind: 'create view', span: 'CREATE MATERIALIZED VIEW', reads: [{ name: 't' }], materialized: true, withData: false, ifNotExists: true }],
  ['REFRESH MATERIALIZED VIEW CONCURRENTLY s.v', { kind: 'refresh', view: { span: 's.v' }, concurrently: true, withData: true }],
  ['DROP MATERIALIZED VIEW v', { kind: 'drop view', materialized: true }],
  ['ALTER VIEW v RENAME TO w', { kind: 'rename view', to: { name: 'w' } }],
]));

describe('schemas', () => reads([
  ['CREATE SCHEMA IF NOT EXISTS s', { kind: 'create schema', schema: 's', ifNotExists: true }],
  ['ALTER SCHEMA a RENAME TO b', { kind: 'rename schema', schema: 'a', to: 'b' }],
  ['DROP SCHEMA a, b CASCADE', { kind: 'drop schema', schema: 'a', cascade: true }, { schema: 'b' }],
]));

describe('routines and triggers', () => reads([
  ["CREATE OR REPLACE FUNCTION a.f(x int) RETURNS int LANGUAGE SQL IMMUTABLE AS 'SELECT 1'", { kind: 'create function', span: 'CREATE OR REPLACE FUNCTION', function: { schema: 'a', name: 'f', span: 'a.f' }, volatility: 'immutable', language: 'sql', replace: true }],
  ['CREATE PROCEDURE p() BEGIN ATOMIC SELECT 1; END', { kind: 'create function', span: 'CREATE PROCEDURE', volatility: 'volatile', language: 'sql', rights: { sets: [], parsed: true } }],
  ["CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path FROM CURRENT SET work_mem = '1MB' AS 'SELECT 1'", { kind: 'create function', rights: { definer: true, sets: ['search_path', 'work_mem'], resets: [] } }],
  ['ALTER FUNCTION f() SECURITY INVOKER RESET search_path', { kind: 'alter function', rights: { definer: false, sets: [], resets: ['search_path'] } }],
  ['DROP FUNCTION IF EXISTS a.f(int, text), g', { kind: 'drop function', function: { span: 'a.f' }, ifExists: true }, { function: { name: 'g' } }],
  ['ALTER FUNCTION a.f(int, OUT b text) STABLE', { kind: 'alter function', span: 'ALTER FUNCTION', function: { schema: 'a', name: 'f', span: 'a.f' }, arguments: ['int4'], volatility: 'stable' }],
  ['ALTER FUNCTION f COST 5', { kind: 'alter function', function: { name: 'f' } }],
  ['ALTER FUNCTION a.f(int[]) RENAME TO g', { kind: 'rename function', function: { span: 'a.f' }, arguments: ['int4[]'], to: { schema: 'a', name: 'g', span: 'g' } }],
  ['ALTER FUNCTION a.f(int) SET SCHEMA b', { kind: 'set function schema', span: 'SET SCHEMA', function: { span: 'a.f' }, arguments: ['int4'], schema: 'b' }],
]));

describe('maintenance and the rest', () => reads([
  ['VACUUM (FULL, ANALYZE) a, s.b (c)', { kind: 'vacuum', full: true, tables: [{ name: 'a' }, { span: 's.b' }] }],
  ['VACUUM (FULL off) a', { kind: 'vacuum', full: false }],
  ['VACUUM FULL', { kind: 'vacuum', span: 'VACUUM FULL', full: true, tables: [] }],
  ['ANALYZE a', { kind: 'analyze', tables: [{ name: 'a' }] }],
  ['CLUSTER t USING i', { kind: 'cluster', table: { name: 't' } }],
  ['LOCK TABLE a, b IN SHARE ROW EXCLUSIVE MODE NOWAIT', { kind: 'lock table', table: { name: 'a' }, mode: 'SHARE ROW EXCLUSIVE', nowait: true }, { table: { name: 'b' } }],
  ['LOCK a', { kind: 'lock table', mode: 'ACCESS EXCLUSIVE', nowait: false }],
  ["COMMENT ON COLUMN a.b.c IS 'x'", { kind: 'comment', on: { type: 'column', schema: 'a', of: 'b', name: 'c' }, what: 'COLUMN' }],
  ["COMMENT ON CONSTRAINT c ON a.b IS 'x'", { kind: 'comment', on: { type: 'constraint', schema: 'a', of: 'b', name: 'c' }, what: 'CONSTRAINT' }],
  ['GRANT SELECT ON t TO app', { kind: 'other', tag: 'GRANT', reach: 'nothing', names: [{ type: 'relation', name: 't' }], span: 'GRANT' }],
  ['REVOKE ALL ON t FROM app', { kind: 'other', tag: 'REVOKE', reach: 'nothing', names: [{ type: 'relation', name: 't' }] }],
  ['GRANT SELECT, UPDATE (a) ON t TO app, PUBLIC WITH GRANT OPTION', { kind: 'other', grants: { privileges: ['select', 'update'], to: ['app', 'public'], grantable: true } }],
  ['GRANT ALL ON SCHEMA s TO CURRENT_USER', { kind: 'other', grants: { privileges: [], to: ['current_user'], grantable: false } }],
  ['ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO app', { kind: 'other', grants: { privileges: ['select'], to: ['app'] } }],
  ['ALTER SCHEMA s OWNER TO joe', { kind: 'other', tag: 'ALTER SCHEMA', owner: 'joe' }],
  ['ALTER TABLE t OWNER TO joe', { kind: 'alter table', does: 'OWNER TO', owner: 'joe' }],
  ['ALTER TYPE t OWNER TO SESSION_USER', { kind: 'alter type', does: 'OWNER TO', owner: 'session_user' }],
  ["CREATE EXTENSION IF NOT EXISTS citext VERSION '1.6'", { kind: 'other', extension: { name: 'citext', version: '1.6' } }],
  ['CREATE EXTENSION citext SCHEMA app', { kind: 'other', extension: { name: 'citext' } }],
  ['DROP EXTENSION e', { kind: 'other', tag: 'DROP EXTENSION', reach: 'nothing' }],
  ['DROP EXTENSION e CASCADE', { kind: 'other', tag: 'DROP EXTENSION', reach: 'anything' }],
  ['DROP OWNED BY joe', { kind: 'other', tag: 'DROP OWNED', reach: 'anything' }],
  ['ALTER MATERIALIZED VIEW m DEPENDS ON EXTENSION e', { kind: 'other', tag: 'ALTER MATERIALIZED VIEW' }],
]));
