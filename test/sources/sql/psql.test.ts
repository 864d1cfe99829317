import { expect, test } from 'vitest';
import type { Given } from './reading.ts';
import { inLine, stepsIn } from './reading.ts';

const READINGS: readonly { readonly 0: string; readonly 1: readonly string[]; readonly 2?: Given }[] = [
  ['\\set schema app\nDROP TABLE :schema.t;', ['DROP TABLE app.t = DROP TABLE :schema.t | :schema']],
  ["\\set a 'it''s' ' ' x\nSELECT :'a', :\"a\";", ["SELECT 'it''s x', \"it's x\" = SELECT :'a', :\"a\" | :'a' :\"a\""]],
  ['\\set a b\n\\set c :a\n\\unset a\nDROP TABLE :c; DROP TABLE :a;', ['DROP TABLE b = DROP TABLE :c | :c', 'DROP TABLE :a | :a']],
  ['\\set a `whoami`\nDROP TABLE :a;', ['DROP TABLE :a | :a']],
  ['\\set n 3\nSELECT a[1:n], b::n;', ['SELECT a[1:n], b::n']],
  ['SELECT 1 AS a \\gset\nDROP TABLE :a;', ['SELECT 1 AS a', 'DROP TABLE :a | :a']],
  ["SELECT 'DROP TABLE t' \\gexec\n", ["SELECT 'DROP TABLE t'", '! `\\gexec` runs what the rows of the statement before it say, and Phasewise does not run statements to read.']],
  ['\\set ON_ERROR_STOP on\n\\timing\n\\echo hello\n\\pset pager off\nSELECT 1;', ['SELECT 1']],
  ['\\set AUTOCOMMIT off\nSELECT 1;', ['! `\\set AUTOCOMMIT off` changes where psql begins and ends transactions, which Phasewise does not follow.', 'SELECT 1']],
  ['\\if :x\nDROP TABLE a;\n\\else\nDROP TABLE b;\n\\endif\nSELECT 1;', ['DROP TABLE a ?', 'DROP TABLE b ?', 'SELECT 1']],
  ['\\if true\nDROP TABLE a;\n\\else\nDROP TABLE b;\n\\endif', ['DROP TABLE a']],
  ['\\set x off\n\\if :x\nDROP TABLE a;\n\\elif on\nDROP TABLE b;\n\\else\nDROP TABLE c;\n\\endif', ['DROP TABLE b']],
  ['\\if :x\n\\set t a\n\\endif\nDROP TABLE :t;', ['DROP TABLE :t | :t']],
  ['\\if :x\n\\if false\nDROP TABLE a;\n\\endif\nDROP TABLE b;\n\\endif', ['DROP TABLE b ?']],
  ['SELECT 1;\n\\q\nSELEC 2;', ['SELECT 1']],
  ['\\if :{?x}\n\\q\n\\endif\nSELECT 2;', ['SELECT 2 ?']],
  ['\\echo Use "CREATE EXTENSION x" to load this file. \\quit\nSELECT 1;', ['SELECT 1']],
  ['\\c other\nSELECT 1;', ['! From `\\c` on psql speaks to another database; what follows is judged as if it were the same one.', 'SELECT 1']],
  ['COPY t FROM stdin;\n1\n\\.\nSELECT 1;', ['COPY t FROM stdin | stdin', 'SELECT 1']],
  ['CREATE TABLE a (b int)\nGO\nSELECT 1\nGO', [
    'CREATE TABLE a (b int)', '! `GO` ends a batch in clients of SQL Server; PostgreSQL would refuse it; end statements with a semicolon.',
    'SELECT 1', '! `GO` ends a batch in clients of SQL Server; PostgreSQL would refuse it; end statements with a semicolon.',
  ]],
];

test.each(READINGS.map((one) => [one[0], one[1], one[2]] as const))('%j', (sql, lines, given) => {
  expect(stepsIn(sql, given).map(inLine)).toEqual(lines);
});

const FILES: readonly (readonly [string, Readonly<Record<string, string>>, readonly string[]])[] = [
  ['SELECT 1;\n\\i more/a.sql\nSELECT 3;', { '/app/more/a.sql': 'SELECT 2;' }, ['SELECT 1', 'SELECT 2', 'SELECT 3']],
  ['\\ir a.sql\n', { '/app/migrations/a.sql': '\\ir b/c.sql', '/app/migrations/b/c.sql': '\\ir d.sql', '/app/migrations/b/d.sql': 'SELECT 4;' }, ['SELECT 4']],
  ['#include "../lib/f.sql"\nSELECT 1;', { '/app/lib/f.sql': 'CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$;' }, ['CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$', 'SELECT 1']],
  ['\\set t a\n\\i v.sql\nDROP TABLE :u;', { '/app/v.sql': 'DROP TABLE :t;\n\\set u b' }, ['DROP TABLE a = DROP TABLE :t | :t', 'DROP TABLE b = DROP TABLE :u | :u']],
  ['\\if :x\n\\i v.sql\n\\endif', { '/app/v.sql': 'DROP TABLE t;' }, ['DROP TABLE t ?']],
  ['\\i ../../etc/x.sql\n', { '/etc/x.sql': 'SELECT 1;' }, ['! `\\i ../../etc/x.sql` includes a file outside the project, which Phasewise does not read.']],
  ['\\i migrations/1_a.sql\n', {}, ['! `\\i migrations/1_a.sql` includes 1_a.sql from within itself.']],
  ['\\i a.sql\n', { '/app/a.sql': '\\i migrations/1_a.sql' }, ['! `\\i migrations/1_a.sql` includes 1_a.sql from within itself.']],
  ['\\i :file\n', {}, ['! `\\i :file` does not say in plain words which file it includes.']],
  ['#include <x.sql>\n', {}, ['! `#include <x.sql>` does not say in plain words which file it includes.']],
];

test.each(FILES)('%j', (sql, others, lines) => {
  expect(stepsIn(sql, { others }).map(inLine)).toEqual(lines);
});

test('what an included file does is placed there, and called from the line that includes it', () => {
  const sql = 'SELECT 1;\n\\i a.sql\n';
  const [, step] = stepsIn(sql, { others: { '/app/a.sql': '\n DROP TABLE t;' } });
  expect(step?.kind === 'statement' && step.sql.pieces.map(({ from }) => from)).toEqual([
    { path: '/app/a.sql', span: { start: 2, end: 14 }, via: [{ path: '/app/migrations/1_a.sql', span: { start: 10, end: 18 } }] },
  ]);
});

test('a file that includes itself many times over comes to an end', () => {
  const both = (name: string) => `\\ir ${name}.sql\n`.repeat(3);
  const others = Object.fromEntries([...'bcdefghijklmnopqrst'].map((name, at, all) => [`/app/migrations/${name}.sql`, both(all[at + 1] ?? 'b')]));
  expect(stepsIn(both('b'), { others }).length).toBeLessThan(5000);
});
