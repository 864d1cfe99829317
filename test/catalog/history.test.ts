import { describe, expect, test } from 'vitest';
import { replay } from '../../src/catalog/history.ts';
import { emptyCatalog } from '../../src/catalog/replayed.ts';
import type { Condition } from '../../src/migrations/condition.ts';
import type { Step } from '../../src/migrations/migration.ts';
import { caused } from '../../src/text/mapped.ts';
import { transactionsOf } from '../../src/session/transactions.ts';
import { scriptOf } from '../session/sending.ts';
import type { Way } from '../session/tools.ts';
import { toolOf } from '../session/tools.ts';
import { described, SESSION } from './telling.ts';

const PLACE = { path: '001.py', span: { start: 0, end: 4 } };

function catalogsOf(parts: readonly (string | Step)[], way: Way = 'statement') {
  const { script, readings } = scriptOf(parts);
  const sessions = transactionsOf(script, readings, toolOf(way), () => false);
  return replay(script, readings, sessions.before, emptyCatalog({ complete: true }));
}

/** The tables at the end, in order of their names. */
function tables(parts: readonly (string | Step)[], way?: Way): readonly string[] {
  return described(catalogsOf(parts, way).after).flatMap((line) => (line.startsWith('table ') ? [line.slice(6)] : []));
}

const A = 'CREATE TABLE a (id int)';
const B = 'CREATE TABLE b (id int)';
const C = 'CREATE TABLE c (id int)';

describe('what is rolled back never was', () => {
  test.each<[string, Way, readonly string[], readonly string[]]>([
    ['ROLLBACK', 'statement', [A, 'BEGIN', B, 'ROLLBACK', C], ['a', 'c']],
    ['ROLLBACK in a script\'s transaction', 'script', [A, B, 'ROLLBACK', C], ['c']],
    ['ROLLBACK of a string, up to the last COMMIT', 'string', [A, 'COMMIT', B, 'ROLLBACK', C], ['a', 'c']],
    ['ROLLBACK without a transaction', 'statement', [A, 'ROLLBACK', B], ['a', 'b']],
    ['ROLLBACK TO', 'script', [A, 'SAVEPOINT s', B, 'ROLLBACK TO s', C], ['a', 'c']],
    ['ROLLBACK TO, twice', 'script', [A, 'SAVEPOINT s', B, 'ROLLBACK TO s', C, 'ROLLBACK TO s'], ['a']],
    ['ROLLBACK TO an outer savepoint', 'script', ['SAVEPOINT s', A, 'SAVEPOINT t', B, 'ROLLBACK TO s', C], ['c']],
    ['ROLLBACK TO the later of two of a name', 'script', ['SAVEPOINT s', A, 'SAVEPOINT s', B, 'ROLLBACK TO s', C], ['a', 'c']],
    ['ROLLBACK TO the earlier of two, when the later is released', 'script', ['SAVEPOINT s', A, 'SAVEPOINT s', B, 'RELEASE s', 'ROLLBACK TO s', C], ['c']],
    ['COMMIT keeps it', 'statement', ['BEGIN', A, 'COMMIT', 'ROLLBACK'], ['a']],
    ['BEGIN inside a transaction keeps its beginning', 'script', [A, 'BEGIN', B, 'ROLLBACK', C], ['c']],
  ])('%s', (_name, way, parts, expected) => {
    expect(tables(parts, way)).toEqual(expected);
  });
});

test('each step has the catalog before it', () => {
  const { before, after } = catalogsOf([A, 'BEGIN', B, 'ROLLBACK']);
  expect(before.map((catalog) => catalog.relations().length)).toEqual([0, 1, 1, 2]);
  expect(after.key).toBe(before[1]?.key);
});

test('what was born says in which script, transaction and statement', () => {
  const { after } = catalogsOf([A, B], 'script');
  const answer = after.relation({ type: 'relation', name: 'b' }, SESSION);
  expect(answer.known && answer.value?.born).toEqual({ script: '001#up', transaction: '001#up/1', statement: 1 });
});

test('a branch is chosen before its first statement', () => {
  const when: Condition = { kind: 'not', of: { kind: 'exists', object: { type: 'relation', name: 'a' } } };
  const under = (sql: string, condition: Condition): Step => ({ kind: 'statement', sql: caused(sql, PLACE), origin: 'written', when: condition, repeats: false, standIns: [] });
  const branches = [under(A, when), under(B, when), under(C, { kind: 'not', of: when })];
  expect(tables(branches)).toEqual(['a', 'b']);
  expect(tables([A, ...branches])).toEqual(['a', 'c']);
  expect(tables([under(A, when), under(B, structuredClone(when))])).toEqual(['a']);
});

test('temporary tables end with the script', () => {
  expect(tables(['CREATE TEMP TABLE a (id serial PRIMARY KEY)', B])).toEqual(['b']);
});

test('the condition of a statement is that of all it does', () => {
  const parts = [A, B].map((part) => part).concat('DROP TABLE IF EXISTS a');
  const { script } = scriptOf(parts);
  const missing = { kind: 'not', of: { kind: 'exists', object: { type: 'relation', name: 'a' } } } as const;
  const steps = script.steps.map((step, index) => (index > 0 && step.kind === 'statement' ? { ...step, when: missing } : step));
  expect(tables(steps)).toEqual(['a']);
});

test('an unread step taints what it reaches, if it runs at all', () => {
  const unread = (when: Extract<Step, { kind: 'unread' }>['when']): Step =>
    ({ kind: 'unread', reason: 'It is code.', place: PLACE, reach: [{ type: 'relation', name: 'a' }], when });
  const isKnown = (step: Step, name: string) => catalogsOf([A, B, step]).after.relation({ type: 'relation', name }, SESSION).known;
  expect(isKnown(unread({ kind: 'always' }), 'a')).toBe(false);
  expect(isKnown(unread({ kind: 'always' }), 'b')).toBe(true);
  expect(isKnown(unread({ kind: 'exists', object: { type: 'relation', name: 'c' } }), 'a')).toBe(true);
});

test('a DO block that nobody reads may have done anything', () => {
  const { after } = catalogsOf([A, "DO $$ BEGIN EXECUTE 'x'; END $$", B]);
  expect(after.relation({ type: 'relation', name: 'a' }, SESSION).known).toBe(false);
  expect(after.relation({ type: 'relation', name: 'b' }, SESSION).known).toBe(true);
});
