import fc from 'fast-check';
import { expect, test } from 'vitest';
import { describe } from '../../src/operations/describe.ts';
import type { Reading } from '../../src/operations/operation.ts';
import { readStatement } from '../../src/operations/read.ts';
import { split } from '../../src/sql/split.ts';
import { tokensOf } from '../../src/sql/tokens.ts';
import { readForms, readTestbed, statementsOf } from '../conformance/form.ts';
import { spansIn } from './in-words.ts';

/** The statements whose locks and scans were measured on real servers. */
const forms = [...new Set([readTestbed(), ...readForms().flatMap((form) => [form.pre ?? '', ...statementsOf(form)])].flatMap(statementsIn))];

function statementsIn(text: string): readonly string[] {
  return split(text).pieces.map(({ start, end }) => text.slice(start, end));
}

function isSound(reading: Reading, sql: string): boolean {
  return spansIn(reading).every(({ start, end }) => start >= 0 && start <= end && end <= sql.length);
}

test('what PostgreSQL would refuse is an error with its place', () => {
  const sql = 'ALTER TABLE t ADD COLUM x int';
  const { operations, error } = readStatement(sql);
  expect(operations).toEqual([]);
  expect(error?.message).toBe('syntax error at or near "int".');
  expect(sql.slice(error?.span.start, error?.span.end)).toBe('int');
});

test('every measured form is read, with spans inside its text, as plain data', () => {
  expect(forms.length).toBeGreaterThan(400);
  for (const sql of forms) {
    const reading = readStatement(sql);
    expect(reading.error, sql).toBeUndefined();
    expect(reading.operations.length, sql).toBeGreaterThan(0);
    expect(isSound(reading, sql), sql).toBe(true);
    expect(JSON.parse(JSON.stringify(reading)), sql).toEqual(reading);
  }
});

test('a semicolon behind a statement changes nothing', () => {
  for (const sql of forms) expect(readStatement(`${sql} ;`), sql).toEqual(readStatement(sql));
});

test('comments and blanks move spans and change nothing else', () => {
  for (const sql of forms) {
    const padded = tokensOf(sql).map(({ start, end }) => sql.slice(start, end)).join(' /* ä, ( */\n');
    expect(withoutPlaces(readStatement(padded)), sql).toEqual(withoutPlaces(readStatement(sql)));
  }
});

/** Texts of expressions, types and queries are as written, so blanks show in them. */
function withoutPlaces(reading: Reading): unknown {
  return JSON.parse(JSON.stringify(reading), (key: string, value: unknown) => {
    if (key === 'afterIndex' || key === 'afterWhat' || key === 'text' || key === 'query' || key === 'excludes') return undefined;
    return typeof value === 'object' && value !== null && 'start' in value ? undefined : value;
  });
}

test('only these measured forms have no kind of their own', () => {
  const without = forms.flatMap((sql) => readStatement(sql).operations.flatMap((operation) => {
    if (operation.kind === 'alter table') return `ALTER TABLE … ${operation.does}`;
    return operation.kind === 'other' || operation.kind === 'run unknown text' ? describe(operation) : [];
  }));
  expect([...new Set(without)].sort()).toMatchInlineSnapshot(`
    [
      "ALTER INDEX",
      "ALTER SYSTEM",
      "ALTER TABLE … ALTER CONSTRAINT",
      "ALTER TABLE … ALTER CONSTRAINT ENFORCED",
      "ALTER TABLE … ALTER CONSTRAINT NOT ENFORCED",
      "ALTER TABLE … CLUSTER ON",
      "ALTER TABLE … DISABLE ROW LEVEL SECURITY",
      "ALTER TABLE … DISABLE RULE",
      "ALTER TABLE … DISABLE TRIGGER",
      "ALTER TABLE … DISABLE TRIGGER ALL",
      "ALTER TABLE … ENABLE ROW LEVEL SECURITY",
      "ALTER TABLE … ENABLE TRIGGER",
      "ALTER TABLE … FORCE ROW LEVEL SECURITY",
      "ALTER TABLE … INHERIT",
      "ALTER TABLE … NO INHERIT",
      "ALTER TABLE … OPTIONS",
      "ALTER TABLE … OWNER TO",
      "ALTER TABLE … REPLICA IDENTITY",
      "ALTER TABLE … RESET (storage parameters)",
      "ALTER TABLE … SET (column options)",
      "ALTER TABLE … SET (storage parameters)",
      "ALTER TABLE … SET ACCESS METHOD",
      "ALTER TABLE … SET COMPRESSION",
      "ALTER TABLE … SET GENERATED",
      "ALTER TABLE … SET STATISTICS",
      "ALTER TABLE … SET STORAGE",
      "ALTER TABLE … SET TABLESPACE",
      "ALTER TABLE … SET WITHOUT CLUSTER",
      "ALTER TABLE … SET WITHOUT OIDS",
      "CREATE COLLATION",
      "CREATE DATABASE",
      "CREATE EXTENSION",
      "CREATE FOREIGN DATA WRAPPER",
      "CREATE SERVER",
      "DROP OWNED",
      "GRANT",
      "REVOKE",
    ]
  `);
});

test('no text makes the reader throw', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => isSound(readStatement(text), text)));
});

test('no mixture of pieces of statements makes the reader throw or point outside the text', () => {
  const pieces = [...new Set(forms.flatMap((sql) => tokensOf(sql).map(({ start, end }) => sql.slice(start, end))))];
  const mixture = fc.array(fc.constantFrom(...pieces, ',', '(', ')', ';', '"x y"', '/* c */', '-- c\n', 'é'), { maxLength: 12 });
  const changed = fc.tuple(fc.constantFrom(...forms), fc.nat(), mixture).map(([sql, at, words]) => {
    const cut = at % (sql.length + 1);
    return `${sql.slice(0, cut)} ${words.join(' ')} ${sql.slice(cut)}`;
  });
  fc.assert(fc.property(fc.oneof(mixture.map((words) => words.join(' ')), changed), (text) => isSound(readStatement(text), text)), { numRuns: 500 });
});

test('a deeply nested statement is read or refused, not thrown', () => {
  const sql = `UPDATE t SET a = ${'('.repeat(2000)}1${')'.repeat(2000)}, b = ${'1 + '.repeat(2000)}1`;
  expect(readStatement(sql).operations).toMatchObject([{ kind: 'update', sets: ['a', 'b'] }]);
});

test('a list longer than the arguments of a call may be is read', () => {
  const list = Array.from({ length: 130_000 }, (_, at) => at).join();
  expect(readStatement(`DELETE FROM t WHERE id = ANY (ARRAY[${list}])`).operations).toMatchObject([{ bound: { kind: 'keys', columns: ['id'] } }]);
});
