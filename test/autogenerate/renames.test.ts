import { expect, test } from 'vitest';
import { compared } from '../../src/autogenerate/compare.ts';
import type { Rename } from '../../src/autogenerate/renames.ts';
import { afterStatements, possibleRenames, renameSql, reversed } from '../../src/autogenerate/renames.ts';
import { told } from '../catalog/telling.ts';
import { EVERYTHING } from './comparing.ts';

const possible = (now: string, wanted: string) => possibleRenames({ now: told(now), wanted: told(wanted), scope: EVERYTHING }).map(({ from, to }) => `${from}:${to}`);

test.each<[string, string, string, readonly string[]]>([
  ['a column of the same type', 'CREATE TABLE t (id int, mail text)', 'CREATE TABLE t (id int, email text)', ['t.mail:t.email']],
  ['a column of another type', 'CREATE TABLE t (id int, mail text)', 'CREATE TABLE t (id int, email varchar(9))', []],
  ['several that it may be', 'CREATE TABLE t (a text, b text)', 'CREATE TABLE t (c text, d int)', ['t.a:t.c', 't.b:t.c']],
  ['a column of another table', 'CREATE TABLE t (id int, mail text); CREATE TABLE u (id int)', 'CREATE TABLE t (id int); CREATE TABLE u (id int, email text)', []],
  ['a table of the same columns', 'CREATE TABLE app.t (id int, "A.b" text)', 'CREATE TABLE app."T" ("A.b" text, id int)', ['app.t:app."T"']],
  ['a table of other columns', 'CREATE TABLE t (id int)', 'CREATE TABLE u (id bigint)', []],
])('%s', (_name, now, wanted, expected) => {
  expect(possible(now, wanted)).toEqual(expected);
});

test.each<[Rename, string, string]>([
  [{ kind: 'table', from: 'app.t', to: 'app."U.v"' }, 'ALTER TABLE app.t RENAME TO "U.v"', 'ALTER TABLE app."U.v" RENAME TO t'],
  [{ kind: 'column', from: 'app."T".a', to: 'app."T"."b.c"' }, 'ALTER TABLE app."T" RENAME COLUMN a TO "b.c"', 'ALTER TABLE app."T" RENAME COLUMN "b.c" TO a'],
])('%o', (rename, there, back) => {
  expect([renameSql(rename), renameSql(reversed(rename))]).toEqual([there, back]);
});

test('what hangs on a renamed table gets its new names, and keeps its rows and numbers', () => {
  const now = told('CREATE TABLE users (id serial PRIMARY KEY, mail text CHECK (mail <> \'\'), UNIQUE (mail)); CREATE INDEX ON users (lower(mail))');
  const wanted = told('CREATE TABLE people (id serial PRIMARY KEY, email text CHECK (email <> \'\'), UNIQUE (email)); CREATE INDEX ON people (lower(email))');
  const renamed = afterStatements(['ALTER TABLE users RENAME TO people', 'ALTER TABLE people RENAME COLUMN mail TO email'], now);
  expect(compared({ now: renamed, wanted, scope: EVERYTHING }).changes.flatMap(({ sql }) => sql)).toEqual([
    'ALTER SEQUENCE users_id_seq RENAME TO people_id_seq', 'ALTER INDEX users_lower_idx RENAME TO people_lower_idx', 'ALTER TABLE people RENAME CONSTRAINT users_mail_check TO people_email_check',
    'ALTER TABLE people RENAME CONSTRAINT users_pkey TO people_pkey', 'ALTER TABLE people RENAME CONSTRAINT users_mail_key TO people_email_key',
  ]);
});
