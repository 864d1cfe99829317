import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readStatement } from '../../src/operations/read.ts';
import type { Connection } from '../../src/session/connection.ts';
import { newSession } from '../../src/session/connection.ts';

const TOOL = newSession({ settings: { lock_timeout: '4s' }, script: '001#up' });

function sent(sql: string, session: Connection = TOOL): Connection {
  return sql.split(';').reduce((now, statement) => now.after(readStatement(statement).operations), session);
}

/** lock_timeout as it stands after the statements. */
test.each([
  ['SELECT 1', '4s'],
  ["SET lock_timeout = '1s'", '1s'],
  ["SET LOCK_TIMEOUT TO '1s'", '1s'],
  ["SET lock_timeout = '1s'; RESET lock_timeout", '4s'],
  ["SET lock_timeout = '1s'; SET lock_timeout TO DEFAULT", '4s'],
  ["SET lock_timeout = '1s'; RESET ALL", '4s'],
  ["SET lock_timeout = '1s'; DISCARD ALL", '4s'],
  ["SET LOCAL lock_timeout = '1s'", '4s'],
  ["BEGIN; SET LOCAL lock_timeout = '1s'", '1s'],
  ["BEGIN; SET LOCAL lock_timeout = '1s'; COMMIT", '4s'],
  ["BEGIN; SET LOCAL lock_timeout = '1s'; ROLLBACK", '4s'],
  ["BEGIN; SET lock_timeout = '1s'; COMMIT", '1s'],
  ["BEGIN; SET lock_timeout = '1s'; ROLLBACK", '4s'],
  ["BEGIN; SET lock_timeout = '1s'; SET LOCAL lock_timeout = '2s'", '2s'],
  ["BEGIN; SET lock_timeout = '1s'; SET LOCAL lock_timeout = '2s'; COMMIT", '1s'],
  ["BEGIN; SET LOCAL lock_timeout = '2s'; SET lock_timeout = '1s'", '1s'],
  ["BEGIN; SET LOCAL lock_timeout = '2s'; SET lock_timeout = '1s'; COMMIT", '1s'],
  ["BEGIN; SAVEPOINT s; SET lock_timeout = '1s'; ROLLBACK TO s", '4s'],
  ["BEGIN; SAVEPOINT s; SET LOCAL lock_timeout = '1s'; ROLLBACK TO s", '4s'],
  ["BEGIN; SAVEPOINT s; SET LOCAL lock_timeout = '1s'; RELEASE s", '1s'],
  ["BEGIN; SET lock_timeout = '1s'; SAVEPOINT s; SET lock_timeout = '2s'; ROLLBACK TO s; COMMIT", '1s'],
  ["BEGIN; SAVEPOINT s; SET lock_timeout = '1s'; SAVEPOINT s; SET lock_timeout = '2s'; ROLLBACK TO s", '1s'],
  ["BEGIN; SAVEPOINT a; SET lock_timeout = '1s'; SAVEPOINT b; ROLLBACK TO a; ROLLBACK TO b; SET lock_timeout = '3s'; ROLLBACK TO a", '4s'],
  ["BEGIN; BEGIN; SET LOCAL lock_timeout = '1s'; COMMIT", '4s'],
  ['ROLLBACK; COMMIT; SAVEPOINT s; ROLLBACK TO s', '4s'],
])('%s: lock_timeout is %s', (sql, value) => {
  expect(sent(sql).setting('lock_timeout')?.value).toBe(value);
});

test('a setting says who made it, and for how long', () => {
  expect(TOOL.setting('lock_timeout')).toEqual({ value: '4s', by: 'tool', local: false });
  expect(sent("SET statement_timeout = '1s'").setting('statement_timeout')).toEqual({ value: '1s', by: 'author', local: false });
  expect(sent("BEGIN; SET LOCAL statement_timeout = '1s'").setting('statement_timeout')).toEqual({ value: '1s', by: 'author', local: true });
  expect(TOOL.setting('statement_timeout')).toBeUndefined();
});

test('a SET that may not run leaves the value open', () => {
  const [operation] = readStatement("SET lock_timeout = '1s'").operations;
  const place = { path: '001.sql', span: { start: 0, end: 0 } };
  const doubtful = operation && { ...operation, when: { kind: 'undecidable', reason: 'It depends.', place } as const };
  expect(TOOL.after(doubtful ? [doubtful] : []).setting('lock_timeout')).toBeUndefined();
});

test('search_path names the schemas in which unqualified names are looked up', () => {
  expect(TOOL.searchPath).toEqual(['public']);
  expect(sent('SET search_path TO "App", public').searchPath).toEqual(['App', 'public']);
  expect(sent("SET search_path = ''").searchPath).toEqual([]);
  expect(sent('BEGIN; SET LOCAL search_path TO app; COMMIT').searchPath).toEqual(['public']);
  expect(newSession({ settings: {}, searchPath: ['shop'] }).searchPath).toEqual(['shop']);
  expect(newSession({ settings: { search_path: 'tool, public' } }).searchPath).toEqual(['tool', 'public']);
});

test('transactions have ids of their own within a script', () => {
  expect(TOOL.transaction).toBeUndefined();
  expect(sent('BEGIN').transaction).toEqual({ id: '001#up/1', opened: 'author' });
  expect(sent('BEGIN; COMMIT').transaction).toBeUndefined();
  expect(sent('BEGIN; COMMIT; BEGIN').transaction).toEqual({ id: '001#up/2', opened: 'author' });
  expect(sent('BEGIN; COMMIT AND CHAIN').transaction).toEqual({ id: '001#up/2', opened: 'author' });
  expect(sent('BEGIN; BEGIN').transaction).toEqual({ id: '001#up/1', opened: 'author' });
});

test('BEGIN inside the transaction of a tool changes nothing, and COMMIT ends it', () => {
  const inside = TOOL.begin('script');
  expect(sent('BEGIN', inside).transaction).toEqual({ id: '001#up/1', opened: 'script' });
  expect(sent('COMMIT', inside).transaction).toBeUndefined();
  expect(sent('COMMIT; BEGIN', inside).transaction).toEqual({ id: '001#up/2', opened: 'author' });
  expect(inside.outside().transaction).toBeUndefined();
});

test('in one string the next transaction begins by itself', () => {
  const inside = TOOL.begin('string');
  expect(sent('BEGIN', inside).transaction).toEqual({ id: '001#up/1', opened: 'author' });
  expect(sent('COMMIT', inside).transaction).toEqual({ id: '001#up/2', opened: 'string' });
  expect(inside.outside().after(readStatement('COMMIT').operations).transaction).toBeUndefined();
});

test('ROLLBACK gives back the settings of before BEGIN, whatever came between', () => {
  const between = fc.constantFrom(
    "SET lock_timeout = '1s'", "SET LOCAL lock_timeout = '2s'", 'RESET lock_timeout', 'SET search_path TO app', 'RESET ALL',
    'SAVEPOINT a', 'SAVEPOINT b', 'ROLLBACK TO a', 'ROLLBACK TO b', 'RELEASE a', "SET LOCAL statement_timeout = '3s'", 'BEGIN',
  );
  const before = fc.constantFrom('SELECT 1', "SET lock_timeout = '9s'", 'SET search_path TO shop', 'RESET ALL');
  fc.assert(fc.property(before, fc.array(between, { maxLength: 20 }), (first, rest) => {
    const start = sent(first);
    const end = sent(['BEGIN', ...rest, 'ROLLBACK'].join(';'), start);
    const stateOf = (session: Connection) => [...['lock_timeout', 'statement_timeout'].map((name) => session.setting(name)), session.searchPath, session.transaction];
    expect(stateOf(end)).toEqual(stateOf(start));
  }));
});
