import { describe, expect, test } from 'vitest';
import { compare } from './compare.ts';
import { NORMALISATIONS } from './normalisations.ts';
import { recorded } from './recorded.ts';

const [backslash, percent, set, row, drop] = NORMALISATIONS.map(({ name }) => name);

const made = 'CREATE TABLE t (\n    a INTEGER, \n    b INTEGER\n)';
const [onA, onB, onOther] = ['CREATE INDEX ix_a ON t (a)', 'CREATE UNIQUE INDEX ix_b ON t (b)', 'CREATE INDEX ix_u ON u (a)'];
const added = 'ALTER TABLE t ADD COLUMN c INTEGER';
const [unique, key] = ['ALTER TABLE t ADD UNIQUE (c)', 'ALTER TABLE t ADD FOREIGN KEY(c) REFERENCES p (id)'];
const version = (sql: string) => sql.replaceAll('@', 'alembic_version');
const [gone, became] = [version("DELETE FROM @ WHERE @.version_num = 'a'"), version("UPDATE @ SET version_num='m' WHERE @.version_num = 'b'")];
const [otherGone, otherBecame] = [version("DELETE FROM @ WHERE @.version_num = 'b'"), version("UPDATE @ SET version_num='m' WHERE @.version_num = 'a'")];
const [come, back] = [version("INSERT INTO @ (version_num) VALUES ('a') RETURNING @.version_num"), version("UPDATE @ SET version_num='b' WHERE @.version_num = 'm'")];
const [otherCome, otherBack] = [version("INSERT INTO @ (version_num) VALUES ('b') RETURNING @.version_num"), version("UPDATE @ SET version_num='a' WHERE @.version_num = 'm'")];

/** Alembic's statements, ours, and what it takes to make them the same; undefined: nothing does. */
const PAIRS: readonly (readonly [string, readonly string[], readonly string[], readonly (string | undefined)[] | undefined])[] = [
  ['blanks and the quotes of a name that needs none', ['SELECT  a FROM "t"'], ['SELECT a\nFROM t'], []],
  ['a doubled backslash', ["UPDATE t SET a = 'x\\\\y'"], ["UPDATE t SET a = 'x\\y'"], [backslash]],
  ['a backslash that is not there', ["UPDATE t SET a = 'x\\\\y'"], ["UPDATE t SET a = 'xy'"], undefined],
  ['a backslash that we double', ["UPDATE t SET a = 'x\\y'"], ["UPDATE t SET a = 'x\\\\y'"], undefined],
  ['a doubled percent sign', ["UPDATE t SET a = '5%%'"], ["UPDATE t SET a = '5%'"], [percent]],
  ['a percent sign that is not there', ["UPDATE t SET a = '5%%'"], ["UPDATE t SET a = '5'"], undefined],
  ['indexes of one create_table', [made, onB, onA], [made, onA, onB], [set]],
  ['an index of another table among them', [made, onOther, onA], [made, onA, onOther], undefined],
  ['an index that is not unique', [made, onB, onA], [made, onA, onB.replace('UNIQUE ', '')], undefined],
  ['an index that is missing', [made, onB, onA], [made, onA], undefined],
  ['indexes that follow no create_table', ['SELECT 1', onB, onA], ['SELECT 1', onA, onB], undefined],
  ['a table behind its index', [onA, made], [made, onA], undefined],
  ['constraints of one add_column', [added, key, unique], [added, unique, key], [set]],
  ['constraints that follow no add_column', ['SELECT 1', key, unique], ['SELECT 1', unique, key], undefined],
  ['another foreign key', [added, key, unique], [added, unique, key.replace('id', 'no')], undefined],
  ['the other row of a merge', [gone, became], [otherGone, otherBecame], [row]],
  ['the other row of a merge that comes undone', [come, back], [otherCome, otherBack], [row]],
  ['the row of another merge', [gone, became], [otherGone, otherBecame.replace("'m'", "'n'")], undefined],
  ['a row that is forgotten', [gone, became], [became], undefined],
  ['a row of a third branch', [gone, became], [gone.replace("'a'", "'c'"), otherBecame], undefined],
  ['the version table at the end', ['BEGIN', gone, 'DROP TABLE alembic_version', 'COMMIT'], ['BEGIN', gone, 'COMMIT'], [drop]],
  ['the version table behind the last transaction', ['COMMIT', 'DROP TABLE alembic_version'], ['COMMIT'], [drop]],
  ['another table at the end', ['BEGIN', gone, 'DROP TABLE t', 'COMMIT'], ['BEGIN', gone, 'COMMIT'], undefined],
  ['the version table in the middle', ['DROP TABLE alembic_version', gone], [gone], undefined],
  ['another type', ['ALTER TABLE t ADD COLUMN c INTEGER'], ['ALTER TABLE t ADD COLUMN c BIGINT'], undefined],
  ['another length', ['ALTER TABLE t ADD COLUMN c VARCHAR(5)'], ['ALTER TABLE t ADD COLUMN c VARCHAR(6)'], undefined],
  ['another name', ['ALTER TABLE t ADD COLUMN c INTEGER'], ['ALTER TABLE t ADD COLUMN d INTEGER'], undefined],
  ['another schema', ['ALTER TABLE s.t ADD COLUMN c INTEGER'], ['ALTER TABLE t ADD COLUMN c INTEGER'], undefined],
  ['a name in other letters', ['ALTER TABLE "T" ADD COLUMN c INTEGER'], ['ALTER TABLE t ADD COLUMN c INTEGER'], undefined],
  ['another default', ["ALTER TABLE t ADD COLUMN c TEXT DEFAULT '1'"], ['ALTER TABLE t ADD COLUMN c TEXT DEFAULT 1'], undefined],
  ['another order of columns', [made], ['CREATE TABLE t (b INTEGER, a INTEGER)'], undefined],
  ['another order of statements', ['DROP TABLE a', 'DROP TABLE b'], ['DROP TABLE b', 'DROP TABLE a'], undefined],
  ['a COMMIT elsewhere', ['BEGIN', 'DROP TABLE a', 'COMMIT'], ['BEGIN', 'COMMIT', 'DROP TABLE a'], undefined],
  ['what no grammar reads', ['ALTER TABLE t ALTER COLUMN c'], ['ALTER TABLE t ALTER COLUMN d'], undefined],
];

test.each(PAIRS)('%s', (_, alembic, phasewise, expected) => {
  const { difference, used } = compare(alembic, phasewise);
  if (expected) expect({ difference, used }).toEqual({ difference: undefined, used: expected });
  else expect(difference).toBeDefined();
});

test('every normalisation has a pair that needs it', () => {
  expect(new Set(PAIRS.flatMap(([, , , needed]) => needed ?? []))).toEqual(new Set(NORMALISATIONS.map(({ name }) => name)));
});

describe('in what is recorded, nothing that we would say otherwise passes', () => {
  const groups = Object.entries(recorded('1.8').groups);

  test.each(groups)('%s', (_, { sql }) => {
    const statements = sql.slice(0, 40);
    const same = compare(sql, sql);
    expect(same).toEqual({ difference: undefined, used: [] });
    const passing = statements.flatMap((statement, at) => {
      const others = [renamed(statement), retyped(statement)].flatMap((other) => (other === statement ? [] : [statements.with(at, other)]));
      const [next] = statements.slice(at + 1, at + 2);
      const swapped = next === undefined || next === statement || isInSet(statement, next) ? [] : [statements.with(at, next).with(at + 1, statement)];
      return [...others, ...swapped, statements.toSpliced(at, 1)].filter((ours) => compare(statements, ours).difference === undefined).map((ours) => ({ at, statement, ours: ours[at] }));
    });
    expect(passing).toEqual([]);
  });
});

function renamed(statement: string): string {
  return statement.replace(/\bt\b(?!')/, 'tt');
}

function retyped(statement: string): string {
  return statement.replace(/\bINTEGER\b/, 'BIGINT').replace(/\bVARCHAR\b/, 'TEXT');
}

/** Two statements that a set gave: either may come first. */
function isInSet(one: string, next: string): boolean {
  return [/^CREATE (?:UNIQUE )?INDEX/, /^ALTER TABLE \S+ ADD (?!COLUMN)/].some((pattern) => pattern.test(one) && pattern.test(next));
}
