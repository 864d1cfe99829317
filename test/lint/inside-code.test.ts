import { expect, test } from 'vitest';
import { outsideCode } from '../../src/lint/inside-code.ts';
import type { Cure } from '../../src/migrations/cure.ts';
import type { Statement } from '../../src/migrations/migration.ts';
import { judged } from '../rules/fixture.ts';

const TABLE = 'CREATE TABLE t (id int PRIMARY KEY, a int);';
const findingsOf = (sql: string) => {
  const { findings, unread, counts } = judged([TABLE, sql]);
  return { lines: findings.map(({ rule, place }) => `${rule}: ${sql.slice(place.span.start, place.span.end)}`), findings, unread, counts };
};

test('a finding inside code stands at its words, and its cure is to take it out', () => {
  const { lines, findings } = findingsOf("DO $$ BEGIN\n  EXECUTE 'ALTER TABLE t DROP COLUMN a';\nEND $$;");
  expect(lines).toEqual(['drop-column: DROP COLUMN']);
  expect(findings[0]?.cure).toEqual({ kind: 'none', because: 'All that a DO block runs is one transaction, in which there is no safe form of this: take the statement out, so that it is sent by itself.' });
});

test('what a function does is found where it is called, and says so', () => {
  const { lines, findings } = findingsOf('CREATE FUNCTION f() RETURNS void LANGUAGE sql AS $f$ ALTER TABLE t DROP COLUMN a $f$; SELECT f(); DROP FUNCTION f;');
  expect(lines).toEqual(['drop-column: SELECT']);
  expect(findings[0]?.message).toMatch(/That is done by function f, which is called here\.$/);
  expect(findings[0]?.place.span.start).toBeGreaterThan(80);
});

test('the same of every round of a loop is said once', () => {
  const { lines } = findingsOf('DO $$ BEGIN FOR i IN 1..3 LOOP CREATE INDEX ON t (a); END LOOP; END $$;');
  expect(lines).toEqual(['index-not-concurrent: CREATE INDEX']);
});

test('code that is not read is counted, at its place, once', () => {
  const { unread, counts } = findingsOf('DO $$ BEGIN FOR i IN 1..3 LOOP EXECUTE current_query(); END LOOP; END $$;');
  expect(unread.map(({ reason, reach }) => [reason, reach])).toEqual([['The text that this EXECUTE runs is put together only when it runs.', 'anything']]);
  expect([counts.unread, counts.unknown]).toEqual([1, 1]);
});

test('locks of code are held by the statements behind it, from the line that took them', () => {
  const { findings } = findingsOf('DO $$ BEGIN\n\n  ALTER TABLE t ADD COLUMN b int;\nEND $$;\nUPDATE t SET b = 1;');
  expect(findings.map(({ message }) => message)).toEqual([expect.stringContaining('ADD COLUMN t.b at line 3 already holds ACCESS EXCLUSIVE')]);
});

test('one call that sends something for each constraint is not taken apart', () => {
  const cure: Cure = { kind: 'phases', same: true, phases: [] };
  const statement: Statement = { kind: 'statement', sql: { text: '', pieces: [] }, origin: 'emitted', when: { kind: 'always' }, repeats: false, standIns: [] };
  const each = { table: { type: 'relation', name: 't' }, type: 'foreign key' } as const;
  expect(outsideCode(cure, { statement })).toBe(cure);
  expect(outsideCode(cure, { statement: { ...statement, each } })).toEqual({ kind: 'none', because: 'One call sends this for each foreign key that there is: write the statements out, so that each can be sent in its safe form.' });
});
