import { expect, test } from 'vitest';
import type { UserType } from '../../src/catalog/object.ts';
import { SESSION, described, told } from './telling.ts';

function typeAfter(sql: string, name: string, schema?: string): UserType | undefined {
  const answer = told(sql).userType({ schema, name }, SESSION);
  return answer.known ? answer.value : undefined;
}

test.each<[sql: string, labels: readonly string[]]>([
  [`ALTER TYPE m ADD VALUE 'x'`, ['a', 'b', 'x']],
  [`ALTER TYPE m ADD VALUE 'x' BEFORE 'b'`, ['a', 'x', 'b']],
  [`ALTER TYPE m ADD VALUE 'x' AFTER 'a'`, ['a', 'x', 'b']],
  [`ALTER TYPE m ADD VALUE IF NOT EXISTS 'a' AFTER 'b'`, ['a', 'b']],
  [`ALTER TYPE m RENAME VALUE 'a' TO 'z'`, ['z', 'b']],
])('%s gives the labels %s', (sql, labels) => {
  expect(typeAfter(`CREATE TYPE m AS ENUM ('a', 'b'); ${sql}`, 'm')?.labels).toEqual(labels);
});

test.each<[sql: string, constraints: readonly string[]]>([
  ['', ['pos', 'd_not_null']],
  ['ALTER DOMAIN d ADD CHECK (VALUE < 9) NOT VALID', ['pos', 'd_not_null', 'd_check?']],
  ['ALTER DOMAIN d ADD CHECK (VALUE < 9); ALTER DOMAIN d ADD CHECK (VALUE < 8)', ['pos', 'd_not_null', 'd_check', 'd_check1']],
  ['ALTER DOMAIN d ADD CONSTRAINT c CHECK (VALUE < 9) NOT VALID; ALTER DOMAIN d VALIDATE CONSTRAINT c', ['pos', 'd_not_null', 'c']],
  ['ALTER DOMAIN d DROP CONSTRAINT pos', ['d_not_null']],
  ['ALTER DOMAIN d DROP NOT NULL', ['pos']],
  ['ALTER DOMAIN d SET NOT NULL', ['pos', 'd_not_null']],
  ['ALTER DOMAIN d RENAME CONSTRAINT pos TO neg', ['neg', 'd_not_null']],
])('after "%s" a domain has %s', (sql, constraints) => {
  const domain = typeAfter(`CREATE DOMAIN d AS int DEFAULT 3 CONSTRAINT pos CHECK (VALUE > 0) NOT NULL; ${sql}`, 'd');
  expect(domain?.constraints.map(({ name, validated }) => `${name}${validated ? '' : '?'}`)).toEqual(constraints);
});

test('a domain has a default until it is dropped', () => {
  expect(typeAfter('CREATE DOMAIN d AS int; ALTER DOMAIN d SET DEFAULT 4', 'd')?.fallback?.text).toBe('4');
  expect(typeAfter('CREATE DOMAIN d AS int DEFAULT 3; ALTER DOMAIN d DROP DEFAULT', 'd')?.fallback).toBeUndefined();
});

const COMPOSITE = 'CREATE TYPE c AS (x int, y text); CREATE TABLE t OF c (x NOT NULL); CREATE TABLE u (v c);';

test.each<[sql: string, columns: readonly string[]]>([
  ['', ['x int4 not null', 'y text']],
  ['ALTER TYPE c ADD ATTRIBUTE z int CASCADE', ['x int4 not null', 'y text', 'z int4']],
  ['ALTER TYPE c DROP ATTRIBUTE y CASCADE', ['x int4 not null']],
  ['ALTER TYPE c ALTER ATTRIBUTE y TYPE varchar CASCADE', ['x int4 not null', 'y varchar']],
  ['ALTER TYPE c RENAME ATTRIBUTE y TO z CASCADE', ['x int4 not null', 'z text']],
  ['ALTER TYPE c RENAME TO d; ALTER TYPE d ADD ATTRIBUTE z int CASCADE', ['x int4 not null', 'y text', 'z int4']],
  ['ALTER TABLE t NOT OF; ALTER TYPE c ADD ATTRIBUTE z int', ['x int4 not null', 'y text']],
  ['CREATE TABLE s (x int, y text); ALTER TABLE s OF c; DROP TABLE t; ALTER TABLE s RENAME TO t; ALTER TYPE c ADD ATTRIBUTE z int CASCADE', ['x int4', 'y text', 'z int4']],
])('after "%s" a table of a composite type has %s', (sql, columns) => {
  expect(described(told(COMPOSITE + sql)).filter((line) => line.startsWith('column t.'))).toEqual(columns.map((column) => `column t.${column}`).sort());
});

test('DROP TYPE CASCADE takes tables of the type and columns that are made of it', () => {
  const lines = (sql: string) => described(told(`${COMPOSITE} CREATE DOMAIN d AS c; CREATE TYPE o AS (inner_ c, n int); CREATE TABLE w (a d, b o, n c[], k int); ${sql}`));
  expect(lines('DROP TYPE c CASCADE')).toEqual(['column w.b o', 'column w.k int4', 'table u', 'table w']);
  expect(typeAfter(`${COMPOSITE} CREATE TYPE o AS (inner_ c, n int); DROP TYPE c CASCADE`, 'o')?.attributes.map(({ name }) => name)).toEqual(['n']);
});

test('what is made of a type follows its name and schema', () => {
  const catalog = told('CREATE DOMAIN a AS int; CREATE DOMAIN b AS a; CREATE TABLE t (v a[]); CREATE SCHEMA s; ALTER DOMAIN a RENAME TO z; ALTER DOMAIN z SET SCHEMA s');
  const answer = catalog.userType({ name: 'b' }, SESSION);
  expect(answer.known && answer.value?.base).toMatchObject({ schema: 's', name: 'z' });
  expect(described(catalog)).toContain('column t.v z[]');
  expect(catalog.userType({ name: 'a' }, SESSION)).toMatchObject({ known: true, value: undefined });
});

test('ranges and base types are known', () => {
  expect(typeAfter('CREATE TYPE r AS RANGE (subtype = date)', 'r')).toMatchObject({ type: 'range', base: { name: 'date' } });
  expect(typeAfter('CREATE TYPE b', 'b')).toMatchObject({ type: 'base' });
});
