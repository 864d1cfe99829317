import { expect, test } from 'vitest';
import { emptyCatalog } from '../../src/catalog/replayed.ts';
import type { Condition } from '../../src/migrations/condition.ts';
import type { ObjectName } from '../../src/sql/name.ts';
import { SESSION, told } from './telling.ts';

const place = { path: '001.py', span: { start: 0, end: 4 } };
const open: Condition = { kind: 'undecidable', reason: 'A variable decides.', place };
const yes: Condition = { kind: 'exists', object: { type: 'relation', name: 'users' } };
const no: Condition = { kind: 'exists', object: { type: 'relation', name: 'gone' } };
const unknown: Condition = { kind: 'exists', object: { type: 'relation', name: 'elsewhere' } };

const CATALOG = told(`
  CREATE TABLE users (id int PRIMARY KEY, name text DEFAULT ''); CREATE TABLE gone (id int); DROP TABLE gone; CREATE INDEX i ON users (id);
  CREATE TYPE mood AS ENUM ('ok'); CREATE SCHEMA app; CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'; DROP SCHEMA app`, emptyCatalog());

function exists(object: ObjectName): Condition {
  return { kind: 'exists', object };
}

test.each<[string, Condition, boolean | undefined]>([
  ['always', { kind: 'always' }, true],
  ['a table', yes, true],
  ['a dropped table', no, false],
  ['a table of before the history', unknown, undefined],
  ['not', { kind: 'not', of: yes }, false],
  ['not, unknown', { kind: 'not', of: unknown }, undefined],
  ['undecidable', open, undefined],
  ['all', { kind: 'all', of: [yes, yes] }, true],
  ['all, one of them false', { kind: 'all', of: [open, unknown, no] }, false],
  ['all, one of them unknown', { kind: 'all', of: [yes, unknown] }, undefined],
  ['any, one of them true', { kind: 'any', of: [open, unknown, yes] }, true],
  ['any, one of them unknown', { kind: 'any', of: [no, unknown] }, undefined],
  ['any of none', { kind: 'any', of: [] }, false],
  ['all of none', { kind: 'all', of: [] }, true],
  ['a column', exists({ type: 'column', of: 'users', name: 'id' }), true],
  ['no such column', exists({ type: 'column', of: 'users', name: 'email' }), false],
  ['a column of a dropped table', exists({ type: 'column', of: 'gone', name: 'id' }), false],
  ['a column of an unknown table', exists({ type: 'column', of: 'elsewhere', name: 'id' }), undefined],
  ['a constraint', exists({ type: 'constraint', of: 'users', name: 'users_pkey' }), true],
  ['no such constraint', exists({ type: 'constraint', of: 'users', name: 'c' }), false],
  ['a default', exists({ type: 'default', of: 'users', name: 'name' }), true],
  ['no default', exists({ type: 'default', of: 'users', name: 'id' }), false],
  ['a default of no such column', exists({ type: 'default', of: 'users', name: 'email' }), false],
  ['a default of an unknown table', exists({ type: 'default', of: 'elsewhere', name: 'id' }), undefined],
  ['an index', exists({ type: 'index', name: 'i' }), true],
  ['a type', exists({ type: 'type', name: 'mood' }), true],
  ['an unknown type', exists({ type: 'type', name: 'feeling' }), undefined],
  ['a schema', exists({ type: 'schema', name: 'public' }), true],
  ['a dropped schema', exists({ type: 'schema', name: 'app' }), false],
  ['an unknown schema', exists({ type: 'schema', name: 'shop' }), undefined],
  ['a function', exists({ type: 'function', name: 'f' }), true],
  ['an unknown function', exists({ type: 'function', name: 'g' }), undefined],
])('%s', (_name, condition, expected) => {
  const answer = CATALOG.holds(condition, SESSION);
  expect(answer.known ? answer.value : undefined).toBe(expected);
});

test('what cannot be decided says where it was written', () => {
  expect(CATALOG.holds(open, SESSION)).toEqual({ known: false, doubt: { about: [], because: 'undecidable', place } });
});
