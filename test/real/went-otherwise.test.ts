import { expect, test } from 'vitest';
import { compare } from '../alembic-parity/compare.ts';
import { alike } from './went-otherwise.ts';

const certain = (sql: string) => ({ sql, certain: true, written: true, standIns: [] });
const perhaps = (sql: string) => ({ sql, certain: false, written: true, standIns: [] });
const made = (sql: string) => ({ sql, certain: true, written: false, standIns: [...sql.matchAll(/\$1|now\(\)/g)].map(({ 0: { length }, index }) => ({ start: index, end: index + length })) });

test.each([
  ['the same', ['SELECT 1'], [certain('SELECT 1')], []],
  ['a branch not taken', ['SELECT 1', 'SELECT 3'], [certain('SELECT 1'), perhaps('SELECT 2'), certain('SELECT 3')], ['what the server or Python alone decides is read both ways, and offline mode goes one']],
  ['a value that Python makes', ["INSERT INTO t (a, b) \n VALUES ('it''s', 5)"], [made('INSERT INTO t (a, b) VALUES (now(), $1)')], ['values that Python makes anew or knows alone']],
  ['a value beside the text', ['UPDATE t SET a = NULL'], [certain("UPDATE t SET a = 'it''s'")], ['offline, values that are given beside the text are NULL']],
] as const)('%s is no difference', (_, theirs, ours, ways) => {
  const told = alike(theirs, ours);
  expect(told.ways).toEqual(ways);
  expect(compare(theirs, told.statements).difference).toBeUndefined();
});

test.each([
  ['a statement too few', ['SELECT 1', 'SELECT 2'], [certain('SELECT 1')]],
  ['a statement too many', ['SELECT 1'], [certain('SELECT 1'), certain('SELECT 2')]],
  ['another order', ['SELECT 2', 'SELECT 1'], [certain('SELECT 1'), certain('SELECT 2')]],
  ['another table', ['UPDATE t SET a = NULL'], [certain('UPDATE u SET a = 1')]],
  ['more than a value', ['UPDATE t SET a = NULL'], [certain('UPDATE t SET a = 1, b = 2')]],
  ['a value where NULL was emitted', ['UPDATE t SET a = NULL'], [{ sql: 'UPDATE t SET a = 1', certain: true, written: false, standIns: [] }]],
  ['more than a value that Python makes', ["UPDATE t SET a = 'x', b = 'y'"], [made('UPDATE t SET a = $1')]],
  ['a branch that Alembic sends otherwise', ['SELECT 1', 'SELECT 3'], [certain('SELECT 1'), perhaps('SELECT 2')]],
])('%s is a difference', (_, theirs, ours) => {
  expect(compare(theirs, alike(theirs, ours).statements).difference).toBeDefined();
});
