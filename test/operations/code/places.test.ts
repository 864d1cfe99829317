import { expect, test } from 'vitest';
import type { CodeStep } from '../../../src/operations/operation.ts';
import { readStatement } from '../../../src/operations/read.ts';
import { placeOf } from '../../../src/text/mapped.ts';

/** What stands in the statement at the places of the inner statements' operations. */
function placesIn(sql: string): readonly string[] {
  const inner = (steps: readonly CodeStep[]): readonly string[] => steps.flatMap((step) => (step.kind === 'branch'
    ? [...inner(step.then), ...inner(step.otherwise)]
    : step.kind === 'each' ? [] : step.operations.map(({ span }) => {
      const place = placeOf(step.sql, span).span;
      return sql.slice(place.start, place.end);
    })));
  return readStatement(sql).operations.flatMap((operation) => (operation.kind === 'run code' ? inner(operation.steps) : []));
}

test.each<readonly [string, readonly string[]]>([
  ['DO $$ BEGIN -- DROP TABLE a\n  DROP TABLE a; ALTER TABLE b\n ADD COLUMN c int; END $$', ['DROP TABLE', 'ADD COLUMN']],
  ['DO $$ DECLARE n int; BEGIN SELECT /* ä */ count(*) INTO n FROM a; PERFORM f(n); UPDATE a SET b = 1; END $$', ['SELECT', 'ERFORM', 'UPDATE']],
  ["DO 'BEGIN EXECUTE ''DROP TABLE \"it''''s\"''; END'", ['DROP TABLE']],
  ['DO $a$ BEGIN EXECUTE $b$ SELECT 1; DROP TABLE a $b$; END $a$', ['SELECT', 'DROP TABLE']],
  ["DO $$ BEGIN EXECUTE 'DROP ' || 'TABLE a'; END $$", ["DROP ' || 'TABLE"]],
  ["DO $$ DECLARE q text := 'DROP TABLE a'; BEGIN EXECUTE q; END $$", ['DROP TABLE']],
  ["DO $$ BEGIN FOR i IN 1..2 LOOP DROP TABLE a; EXECUTE format('DROP INDEX i%s', i); END LOOP; END $$", ['DROP TABLE', 'DROP INDEX', 'DROP TABLE', 'DROP INDEX']],
  ['DO $$ BEGIN EXECUTE now(); END $$', ['now()']],
])('%s', (sql, expected) => {
  expect(placesIn(sql)).toEqual(expected);
});
