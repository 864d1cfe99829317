import { describe, expect, test } from 'vitest';
import { batchedDelete } from '../../../src/rule/cure/batched-delete.ts';
import { nameFor } from '../../../src/rule/cure/name.ts';
import { proveNotNull } from '../../../src/rule/cure/not-null.ts';
import { replaceColumn } from '../../../src/rule/cure/replace-column.ts';
import type { Phase } from '../../../src/migrations/cure.ts';
import type { SqlType } from '../../../src/operations/operation.ts';
import { assignmentsOf } from '../../../src/sql/assignments.ts';
import { guardIn } from '../../../src/sql/guard.ts';
import { clauseWith, qualified } from '../../../src/sql/keyword.ts';

const sqlOf = (phases: readonly Phase[]) => phases.map(({ phase, parts }) => [phase, ...parts.map((part) => (part.kind === 'sql' ? part.sql : part.kind))]);

test('names stay within the 63 characters that PostgreSQL keeps', () => {
  expect(nameFor('tasks', ['user_id'], 'fkey')).toBe('tasks_user_id_fkey');
  expect(nameFor('t'.repeat(80), ['c'], 'not_null')).toHaveLength(63);
  expect(nameFor('t'.repeat(80), ['c'], 'not_null')).toMatch(/_not_null$/);
});

describe('the proof of NOT NULL', () => {
  const target = { table: 'Tasks', written: '"Tasks"', column: 'userId' };

  test('before 18: a CHECK', () => {
    expect(sqlOf(proveNotNull(target, 14))).toEqual([
      ['expand', 'ALTER TABLE "Tasks" ADD CONSTRAINT "Tasks_userId_not_null" CHECK ("userId" IS NOT NULL) NOT VALID'],
      ['expand', 'ALTER TABLE "Tasks" VALIDATE CONSTRAINT "Tasks_userId_not_null"'],
      ['expand', 'ALTER TABLE "Tasks" ALTER COLUMN "userId" SET NOT NULL', 'ALTER TABLE "Tasks" DROP CONSTRAINT "Tasks_userId_not_null"'],
    ]);
  });

  test('from 18: the constraint itself', () => {
    expect(sqlOf(proveNotNull(target, 18))).toEqual([
      ['expand', 'ALTER TABLE "Tasks" ADD CONSTRAINT "Tasks_userId_not_null" NOT NULL "userId" NOT VALID'],
      ['expand', 'ALTER TABLE "Tasks" VALIDATE CONSTRAINT "Tasks_userId_not_null"'],
    ]);
  });
});

const INT8: SqlType = { name: 'int8', modifiers: [], array: false, serial: false, text: 'bigint', span: { start: 0, end: 6 } };

test('a column replaces another: expand, backfill, prove, contract', () => {
  const phases = replaceColumn({
    table: { type: 'relation', name: 't', span: { start: 0, end: 1 } }, from: 'a', to: 'b', toType: INT8, fallback: '0', goesWith: ['index i'],
    convert: (value) => `${value}::bigint`, convertBack: (value) => `${value}::int`, notNull: true,
  }, { lowest: 18, tool: { stepsAside: true } });
  expect(phases.map(({ phase, deployBefore, gate }) => [phase, deployBefore, gate])).toEqual([
    ['expand', undefined, undefined], ['backfill', undefined, undefined], ['expand', undefined, undefined], ['expand', undefined, undefined],
    ['contract', 'Deploy a release that uses b and no longer names a.', 'What goes with a must stand on b before: index i.'],
  ]);
});

test('a batched delete keeps the condition', () => {
  expect(batchedDelete('t', 'a OR b')).toContain('DELETE FROM t\nWHERE (a OR b)\n  AND ctid = ANY (ARRAY(SELECT ctid FROM t WHERE a OR b LIMIT 10000))');
});

describe('places in SQL that cures edit', () => {
  const slice = (sql: string, span: { start: number; end: number } | undefined) => span && sql.slice(span.start, span.end);

  test.each([
    ['CREATE INDEX IF NOT EXISTS i', 12, ' IF NOT EXISTS'],
    ['DROP INDEX /* x */ IF EXISTS i', 10, ' /* x */ IF EXISTS'],
    ['CREATE INDEX i', 12, undefined],
    ['CREATE INDEX if_not ON t', 12, undefined],
  ])('the guard of %s', (sql, behind, guard) => {
    expect(slice(sql, guardIn(sql, behind))).toBe(guard);
  });

  test('the clause of a keyword, with the blank before it', () => {
    const sql = "ALTER TABLE t ADD COLUMN c text DEFAULT 'default' NOT NULL";
    const start = sql.indexOf("'default'");
    expect(slice(sql, clauseWith(sql, 'default', { start, end: start + 9 }))).toBe(" DEFAULT 'default'");
  });

  test.each([
    ['a = 1, b = f(x, 2)', [['a', '1'], ['b', 'f(x, 2)']]],
    ['"A" = ARRAY[1, 2]', [['"A"', 'ARRAY[1, 2]']]],
    ['(a, b) = (SELECT 1, 2)', undefined],
    ['a[1] = 2', undefined],
  ])('the assignments of %s', (text, expected) => {
    expect(assignmentsOf(text)?.map(({ column, value }) => [column, value])).toEqual(expected);
  });

  test.each([
    ['lower(email)', ['email'], 'lower(NEW.email)'],
    ['t.email || email', ['email'], 't.email || NEW.email'],
    ['email(1) + "Email" + email', ['email', 'Email'], 'email(1) + NEW."Email" + NEW.email'],
    ["'email' || email::email", ['email'], "'email' || NEW.email::email"],
  ])('the columns of %s', (text, columns, expected) => {
    expect(qualified(text, columns, (column) => `NEW.${column}`)).toBe(expected);
  });
});
