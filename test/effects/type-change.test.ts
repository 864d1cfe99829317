import { expect, test } from 'vitest';
import { effectsOn, emptyBed, send } from './bed.ts';
import { say } from './say.ts';

type Outcome = 'nothing' | 'index' | 'rewrite' | 'rewrite?';

const types = `
  CREATE TYPE mood AS ENUM ('sad');
  CREATE DOMAIN free AS text; CREATE DOMAIN short AS varchar(30); CREATE DOMAIN checked AS int CHECK (VALUE > 0);
  CREATE DOMAIN deep AS checked;
`;

/** What a column with a plain index costs when its type changes. */
function outcome(from: string, change: string, settings = ''): Outcome {
  const bed = send(emptyBed(), `${types} CREATE TABLE t (c ${from}); CREATE INDEX t_c_idx ON t (c); ${settings}`);
  const [, work] = say(effectsOn(bed, `ALTER TABLE t ALTER COLUMN c TYPE ${change}`));
  switch (work) {
    case undefined: return 'nothing';
    case 'index build t_c_idx': return 'index';
    case 'rewrite t': return 'rewrite';
    case 'rewrite t?': return 'rewrite?';
    default: throw new Error(work);
  }
}

test.each<[from: string, to: string, outcome: Outcome]>([
  ['varchar(10)', 'varchar(20)', 'nothing'],
  ['varchar(10)', 'varchar', 'nothing'],
  ['varchar(10)', 'text', 'nothing'],
  ['varchar(10)', 'varchar(10)', 'nothing'],
  ['varchar(20)', 'varchar(10)', 'rewrite'],
  ['varchar', 'varchar(10)', 'rewrite'],
  ['text', 'varchar', 'nothing'],
  ['text', 'varchar(10)', 'rewrite'],
  ['varchar(10)[]', 'varchar(20)[]', 'rewrite'],
  ['varchar(10)[]', 'varchar(10)[]', 'nothing'],
  ['char(10)', 'char(20)', 'rewrite'],
  ['char(10)', 'text', 'rewrite'],
  ['numeric(10,2)', 'numeric(12,2)', 'nothing'],
  ['numeric(10,2)', 'numeric', 'nothing'],
  ['numeric(10)', 'numeric(12,0)', 'nothing'],
  ['numeric(10,2)', 'numeric(12,4)', 'rewrite'],
  ['numeric', 'numeric(10,2)', 'rewrite'],
  ['int', 'bigint', 'rewrite'],
  ['int', 'int', 'nothing'],
  ['int', 'oid', 'index'],
  ['int', 'checked', 'rewrite'],
  ['int', 'deep', 'rewrite'],
  ['checked', 'int', 'nothing'],
  ['text', 'free', 'nothing'],
  ['free', 'varchar', 'nothing'],
  ['varchar(10)', 'short', 'nothing'],
  ['varchar(40)', 'short', 'rewrite'],
  ['timestamp(3)', 'timestamp', 'nothing'],
  ['timestamp', 'timestamp(6)', 'nothing'],
  ['timestamp', 'timestamp(3)', 'rewrite'],
  ['interval', 'interval day to second', 'nothing'],
  ['interval', 'interval year', 'rewrite'],
  ['date', 'timestamp', 'rewrite'],
  ['cidr', 'inet', 'nothing'],
  ['inet', 'cidr', 'rewrite'],
  ['varbit(4)', 'varbit(8)', 'nothing'],
  ['text', 'citext', 'index'],
  ['text', 'text COLLATE "C"', 'index'],
  ['json', 'jsonb', 'rewrite'],
  ['mood', 'text', 'rewrite'],
  ['mood', 'mood', 'nothing'],
  ['text', 'geometry', 'rewrite'],
])('%s to %s: %s', (from, to, expected) => {
  expect(outcome(from, to)).toBe(expected);
});

test.each<[settings: string, outcome: Outcome]>([
  ['', 'rewrite?'],
  [`SET timezone = 'UTC'`, 'index'],
  [`SET TIME ZONE 'Etc/UTC'`, 'index'],
  [`SET LOCAL timezone TO 'utc'`, 'rewrite?'],
  [`SET timezone = 'Europe/Berlin'`, 'rewrite'],
])('timestamp to timestamptz after "%s": %s', (settings, expected) => {
  expect(outcome('timestamp', 'timestamptz', settings)).toBe(expected);
  expect(outcome('timestamptz', 'timestamp', settings)).toBe(expected);
});

test.each<[using: string, outcome: Outcome]>([
  ['c', 'nothing'],
  ['c::varchar', 'nothing'],
  ['lower(c)', 'rewrite'],
  [`c || ''`, 'rewrite'],
  [`'x'`, 'rewrite'],
])('varchar(10) to varchar(20) USING %s: %s', (using, expected) => {
  expect(outcome('varchar(10)', `varchar(20) USING ${using}`)).toBe(expected);
});

test.each<[column: string, change: string, effects: readonly string[]]>([
  ['bit(4)', 'bit(8)', ['AX t', 'rewrite t', 'fails 22026 rows exist']],
  ['bit(4)', 'bit(8) USING c::bit(8)', ['AX t', 'rewrite t']],
  ['text', 'int', ['AX t', 'fails 42804 always']],
  ['text', 'int USING c::int', ['AX t', 'rewrite t']],
  ['bool', 'timestamp USING c::timestamp', ['AX t', 'fails 42846 always']],
  [`text DEFAULT 'x'`, 'int USING c::int', ['AX t', 'fails 42804 always']],
  [`text DEFAULT 'x'`, 'int USING c::int, ALTER c DROP DEFAULT', ['AX t', 'rewrite t']],
  ['int GENERATED ALWAYS AS IDENTITY', 'numeric', ['AX t', 'fails 22023 always']],
  ['short', 'varchar(40)', ['AX t', 'rewrite t']],
  ['varchar(10)', 'varchar USING c::varchar(5)', ['AX t', 'rewrite t']],
  ['varchar(10)', 'varchar USING c::text::varchar', ['AX t']],
])('a column %s TYPE %s: %j', (column, change, effects) => {
  const bed = send(emptyBed(), `${types} CREATE TABLE t (c ${column})`);
  expect(say(effectsOn(bed, `ALTER TABLE t ALTER COLUMN c TYPE ${change}`))).toEqual(effects);
});

test.each<[index: string, change: string, built: boolean]>([
  ['(c, n) WHERE active', 'text', true],
  ['(n) WHERE c <> $$a$$', 'text', true],
  ['(c, lower(d))', 'varchar(10)', true],
  ['(n) INCLUDE (c)', 'citext', false],
  ['(c COLLATE "C")', 'text COLLATE "POSIX"', false],
  ['(c varchar_pattern_ops)', 'text', false],
  ['USING hash (c)', 'text', false],
  ['USING brin (c)', 'text', false],
])('an index %s is built anew at TYPE %s: %s', (index, change, built) => {
  const bed = send(emptyBed(), `CREATE TABLE t (n int, active bool, c varchar(10), d text); CREATE INDEX i ON t ${index}`);
  expect(say(effectsOn(bed, `ALTER TABLE t ALTER COLUMN c TYPE ${change}`))).toEqual(['AX t', ...(built ? ['index build i'] : [])]);
});

test('an index of GIN over an array is built anew even where the array stays as it is', () => {
  const bed = send(emptyBed(), 'CREATE TABLE t (c varchar(10)[]); CREATE INDEX i ON t USING gin (c); CREATE INDEX j ON t (c)');
  expect(say(effectsOn(bed, 'ALTER TABLE t ALTER COLUMN c TYPE varchar[]'))).toEqual(['AX t', 'index build i']);
});

test('a type without operators for an index is refused', () => {
  const bed = send(emptyBed(), 'CREATE TABLE t (c jsonb); CREATE INDEX i ON t (c)');
  expect(say(effectsOn(bed, 'ALTER TABLE t ALTER COLUMN c TYPE json'))).toContain('fails 42704 always');
});
