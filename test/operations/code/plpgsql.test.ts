import { expect, test } from 'vitest';
import { operationsIn } from '../../../src/operations/code/steps.ts';
import { readStatement } from '../../../src/operations/read.ts';
import { told, toldOf } from './told.ts';

test.each<readonly [string, readonly string[]]>([
  ['BEGIN CREATE TABLE a (id int); INSERT INTO a VALUES (1); END', ['CREATE TABLE a', 'INSERT INTO a']],
  ["BEGIN IF to_regclass('a') IS NULL THEN CREATE TABLE a (id int); ELSIF to_regclass('b') IS NULL THEN DROP TABLE c; ELSE DROP TABLE d; END IF; DROP TABLE e; END",
    ['SELECT', 'SELECT', 'if no relation a', '  CREATE TABLE a', 'else', '  if no relation b', '    DROP TABLE c', '  else', '    DROP TABLE d', 'DROP TABLE e']],
  ["BEGIN IF to_regclass('a') IS NULL THEN DROP TABLE b; RETURN; END IF; DROP TABLE c; END", ['SELECT', 'if no relation a', '  DROP TABLE b', 'else', '  DROP TABLE c']],
  ["BEGIN IF to_regclass('a') IS NULL THEN RAISE EXCEPTION 'no a'; END IF; DROP TABLE c; END", ['SELECT', 'DROP TABLE c']],
  ["BEGIN IF to_regclass('a') IS NULL THEN RAISE NOTICE 'no a'; ELSE DROP TABLE a; END IF; END", ['SELECT', 'if no relation a', 'else', '  DROP TABLE a']],
  ['BEGIN RETURN; DROP TABLE a; END', []],
  ['BEGIN BEGIN CREATE TYPE mood AS ENUM (); EXCEPTION WHEN duplicate_object THEN NULL; END; DROP TABLE a; END', ['if no type mood', '  CREATE TYPE mood', 'DROP TABLE a']],
  ["BEGIN CREATE TYPE mood AS ENUM (); EXCEPTION WHEN SQLSTATE '42710' THEN RAISE NOTICE 'is there'; END", ['if no type mood', '  CREATE TYPE mood']],
  ['BEGIN CREATE TABLE a (); CREATE INDEX ai ON a ((1)); EXCEPTION WHEN duplicate_table THEN DROP TABLE b; END', ['if (no relation a and no index ai)', '  CREATE TABLE a', '  CREATE INDEX ai', 'else', '  DROP TABLE b']],
  ['BEGIN CREATE TABLE a (); EXCEPTION WHEN duplicate_object THEN NULL; END', ['CREATE TABLE a']],
  ['BEGIN CREATE TABLE a (); EXCEPTION WHEN others THEN RAISE; END', ['CREATE TABLE a']],
  ['BEGIN ALTER TABLE a ADD COLUMN b int; EXCEPTION WHEN duplicate_column THEN NULL; END', ['if no column a.b', '  ADD COLUMN a.b']],
  ['BEGIN ALTER TABLE a RENAME COLUMN b TO c; EXCEPTION WHEN undefined_column THEN END', ['if column a.b', '  RENAME COLUMN a.b TO c']],
  ['BEGIN UPDATE a SET b = 1; EXCEPTION WHEN others THEN NULL; END', ['if (relation a and undecidable)', '  UPDATE a']],
  ['BEGIN FOR i IN 1..2 LOOP EXECUTE format(\'DROP TABLE t%s\', i); END LOOP; END', ['DROP TABLE t1', 'DROP TABLE t2']],
  ["DECLARE last int := 1; BEGIN FOR i IN 0..last LOOP EXECUTE format('DROP TABLE t%s_%s', i, (i + 1) * -2 % 3 + 3); END LOOP; END", ['DROP TABLE t0_1', 'DROP TABLE t1_2']],
  ["DECLARE t text; BEGIN FOREACH t IN ARRAY ARRAY['a', 'b'] LOOP EXECUTE 'DROP TABLE ' || t; END LOOP; END", ['DROP TABLE a', 'DROP TABLE b']],
  ["DECLARE t text; names text[] := '{a,b}'; BEGIN FOREACH t IN ARRAY names LOOP EXECUTE 'DROP TABLE ' || quote_ident(t); END LOOP; END", ['DROP TABLE a', 'DROP TABLE b']],
  ["DECLARE r record; BEGIN FOR r IN SELECT * FROM (VALUES ('a', 'x'), ('b', 'y')) AS v(t, c) LOOP EXECUTE format('ALTER TABLE %I DROP COLUMN %I', r.t, r.c); END LOOP; END",
    ['DROP COLUMN a.x', 'DROP COLUMN b.y']],
  ["DECLARE t text; BEGIN FOR t IN SELECT unnest(ARRAY['a', 'b']) LOOP EXECUTE 'DROP TABLE ' || t; END LOOP; END", ['DROP TABLE a', 'DROP TABLE b']],
  ['DECLARE r record; BEGIN FOR r IN SELECT id FROM a LOOP UPDATE b SET c = 1 WHERE id = r.id; END LOOP; END', ['SELECT from a', 'if undecidable', '  UPDATE b (repeats)']],
  ['DECLARE c CURSOR FOR SELECT * FROM a; BEGIN FOR r IN c LOOP DELETE FROM b; END LOOP; END', ['SELECT from a', 'if undecidable', '  DELETE FROM b (repeats)']],
  ['BEGIN LOOP UPDATE a SET b = 1; EXIT WHEN NOT FOUND; DELETE FROM c; END LOOP; DROP TABLE d; END', ['UPDATE a (repeats)', 'if undecidable', '  DELETE FROM c (repeats)', 'DROP TABLE d']],
  ['BEGIN WHILE EXISTS (SELECT 1 FROM a) LOOP DELETE FROM a; END LOOP; END', ['if undecidable', '  DELETE FROM a (repeats)']],
  ['DECLARE n int; BEGIN SELECT count(*) INTO n FROM a; END', ['SELECT from a']],
  ['DECLARE c refcursor; BEGIN OPEN c FOR SELECT * FROM a; CLOSE c; END', ['SELECT from a']],
  ['BEGIN PERFORM fill(); CALL fill_more(); END', ['SELECT', 'CALL fill_more']],
  ['BEGIN UPDATE a SET b = 1; COMMIT; UPDATE a SET b = 2; ROLLBACK; END', ['UPDATE a', 'COMMIT', 'UPDATE a', 'ROLLBACK']],
  ["DECLARE a int; BEGIN CASE a WHEN 1 THEN DROP TABLE b; ELSE DROP TABLE c; END CASE; END", ['if undecidable', '  DROP TABLE b', 'else', '  DROP TABLE c']],
])('%s', (body, expected) => {
  expect(toldOf(body)).toEqual(expected);
});

const UNKNOWN_TEXT = 'The text that this EXECUTE runs is put together only when it runs.';
const UNKNOWN_NAME = 'What this EXECUTE names is known only when it runs.';

test.each<readonly [string, readonly string[]]>([
  ["BEGIN EXECUTE 'DROP TABLE a; DROP TABLE b'; END", ['DROP TABLE a', 'DROP TABLE b']],
  ["BEGIN EXECUTE 'DROP ' || 'TABLE ' || 'a'; END", ['DROP TABLE a']],
  ["BEGIN EXECUTE format('ALTER TABLE %2$I ADD COLUMN %1$I text DEFAULT %3$L', 'Col', 'a', 'it''s'); END", ['ADD COLUMN a."Col"']],
  ["DECLARE t CONSTANT text := 'a'; BEGIN EXECUTE 'DROP TABLE ' || quote_ident(t); END", ['DROP TABLE a']],
  ["DECLARE q text; BEGIN q := 'DROP TABLE a'; EXECUTE q; q := q || now(); EXECUTE q; END", ['DROP TABLE a', `code that is not read: ${UNKNOWN_TEXT} "anything"`]],
  ["BEGIN EXECUTE current_query(); END", [`code that is not read: ${UNKNOWN_TEXT} "anything"`]],
  ["DECLARE n text; BEGIN SELECT conname INTO n FROM pg_constraint WHERE conrelid = 'a'::regclass; EXECUTE format('ALTER TABLE a DROP CONSTRAINT %I', n); END",
    ['SELECT from pg_constraint', `code that is not read: ${UNKNOWN_NAME} [{"type":"relation","name":"a"}]`]],
  ["DECLARE r record; BEGIN FOR r IN SELECT tablename FROM pg_tables LOOP EXECUTE 'TRUNCATE ' || r.tablename; END LOOP; END", ['if undecidable', `  code that is not read: ${UNKNOWN_NAME} "rows" (repeats)`]],
  ["DECLARE r record; BEGIN FOR r IN SELECT tablename FROM pg_tables LOOP EXECUTE format('GRANT SELECT ON %I TO app', r.tablename); END LOOP; END", ['if undecidable', `  code that is not read: ${UNKNOWN_NAME} "nothing" (repeats)`]],
  ["DECLARE r record; BEGIN FOR r IN SELECT name FROM a LOOP EXECUTE 'DROP TABLE ' || r.name; END LOOP; END", ['SELECT from a', 'if undecidable', `  code that is not read: ${UNKNOWN_TEXT} "anything" (repeats)`]],
  ["DECLARE r record; BEGIN FOR r IN SELECT name FROM a LOOP EXECUTE format('CREATE INDEX %I ON b (c)', 'b_' || r.name); END LOOP; END", ['SELECT from a', 'if undecidable', '  CREATE INDEX on b (repeats)']],
  ["DECLARE r record; BEGIN FOR r IN SELECT name FROM a LOOP EXECUTE format('UPDATE b SET c = %L', r.name); END LOOP; END", ['SELECT from a', 'if undecidable', '  UPDATE b (repeats)']],
  ["BEGIN EXECUTE 'SELEC 1'; END", ['code that is not read: PostgreSQL would refuse this: syntax error at or near "SELEC". "anything"']],
])('%s', (body, expected) => {
  expect(toldOf(body).filter((line) => line !== 'SELECT')).toEqual(expected);
});

test.each<readonly [string, readonly string[]]>([
  ["DO LANGUAGE plpgsql 'BEGIN EXECUTE ''DROP TABLE a''; END'", ['DROP TABLE a']],
  ["DO E'BEGIN\\n EXECUTE \\'DROP TABLE a\\'; END'", ['DROP TABLE a']],
  ['DO $a$ BEGIN EXECUTE $b$ DROP TABLE a $b$; END $a$', ['DROP TABLE a']],
  ['DO LANGUAGE sql $$ DROP TABLE a $$', ['DROP TABLE a']],
  ['DO LANGUAGE plpython3u $$ plpy.execute("DROP TABLE a") $$', ['code that is not read: Code in plpython3u is not read. "anything"']],
  ['DO $$ BEGIN oops $$', ['code that is not read: The body of this code is not read: unexpected end of function definition at end of input. "anything"']],
])('%s', (sql, expected) => {
  expect(told(sql)).toEqual(expected);
});

test('the variables of code are values, not columns, and those of EXECUTE are not its own', () => {
  const bounds = (body: string) => readStatement(`DO $$ DECLARE r record; n int; BEGIN ${body}; END $$`).operations.flatMap((operation) => (operation.kind === 'run code'
    ? operationsIn(operation.steps).flatMap((inner) => (inner.kind === 'update' ? inner.bound : []))
    : []));
  expect(bounds('UPDATE a SET b = 1 WHERE id = n')).toEqual([{ kind: 'keys', columns: ['id'] }]);
  expect(bounds('UPDATE a SET b = 1 WHERE id = r.id')).toEqual([{ kind: 'keys', columns: ['id'] }]);
  expect(bounds('UPDATE a SET b = 1 WHERE id BETWEEN n * 1000 AND n * 1000 + 999')).toEqual([{ kind: 'range' }]);
  expect(bounds('UPDATE a SET b = 1 WHERE id = other')).toEqual([{ kind: 'condition' }]);
  expect(bounds("EXECUTE 'UPDATE a SET b = 1 WHERE id = n'")).toEqual([{ kind: 'condition' }]);
  expect(bounds("EXECUTE 'UPDATE a SET b = 1 WHERE id = $1' USING n")).toEqual([{ kind: 'keys', columns: ['id'] }]);
});
