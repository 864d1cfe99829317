import { describe, expect, test } from 'vitest';
import type { Tool } from '../../src/migrations/tool.ts';
import { PHASEWISE } from '../../src/migrations/tool.ts';
import { transactionsOf } from '../../src/session/transactions.ts';
import { ENTER, LEAVE, scriptOf } from './sending.ts';
import type { Way } from './tools.ts';
import { toolOf } from './tools.ts';

type Parts = Parameters<typeof scriptOf>[0];

/** The number of the transaction before each step and who opened it; "-" in autocommit. */
function transactions(parts: Parts, tool: Tool, optsOut = false): readonly string[] {
  const { script, readings } = scriptOf(parts, { optsOut });
  const concurrent = (step: number) => readings[step]?.operations.some((operation) => 'concurrently' in operation && operation.concurrently) ?? false;
  return transactionsOf(script, readings, tool, concurrent).before
    .map(({ transaction }) => (transaction ? `${transaction.id.replace('001#up/', '')} ${transaction.opened}` : '-'));
}

const A = 'CREATE TABLE a (id int)';
const B = 'CREATE INDEX CONCURRENTLY i ON t (a)';

describe('statements that share a transaction', () => {
  test.each<[string, Way, Parts, readonly string[]]>([
    ['each statement alone', 'statement', [A, A], ['-', '-']],
    ['the author\'s own transaction', 'statement', [A, 'BEGIN', A, 'COMMIT', A], ['-', '-', '1 author', '1 author', '-']],
    ['one string', 'string', [A, A], ['1 string', '1 string']],
    ['COMMIT inside a string', 'string', [A, 'COMMIT', A], ['1 string', '1 string', '2 string']],
    ['BEGIN inside a string takes its transaction over', 'string', [A, 'BEGIN', A, 'COMMIT', A], ['1 string', '1 string', '1 author', '1 author', '2 string']],
    ['a string of one statement', 'string', [B], ['-']],
    ['boundaries between strings', 'string', [A, A, LEAVE, B, LEAVE, A, A], ['1 string', '1 string', '-', '-', '-', '2 string', '2 string']],
    ['a script', 'script', [A, A], ['1 script', '1 script']],
    ['the whole run', 'run', [A, A], ['1 run', '1 run']],
    ['BEGIN and COMMIT inside a script', 'script', ['BEGIN', A, 'COMMIT', A, 'BEGIN', A], ['1 script', '1 script', '1 script', '-', '-', '2 author']],
    ['an autocommit block', 'script', [A, LEAVE, B, ENTER, A], ['1 script', '1 script', '-', '-', '2 script']],
    ['an autocommit block of a run', 'run', [LEAVE, B, ENTER, A], ['1 run', '-', '-', '2 run']],
    ['boundaries where each statement is alone', 'statement', [LEAVE, B, ENTER, A], ['-', '-', '-', '-']],
    ['BEGIN inside an autocommit block stays open', 'script', [LEAVE, 'BEGIN', A, ENTER, A], ['1 script', '-', '2 author', '2 author', '2 author']],
  ])('%s', (_name, way, parts, expected) => {
    expect(transactions(parts, toolOf(way))).toEqual(expected);
  });

  test.each<[string, Tool['sends'], readonly string[]]>([
    ['statement by statement', 'statements', ['-', '-']],
    ['and still in one string', 'scripts', ['1 string', '1 string']],
  ])('a writer may opt out: it is sent %s', (_name, sends, expected) => {
    expect(transactions([A, B], toolOf('script', sends), true)).toEqual(expected);
  });

  test('a COMMIT smuggled into a script that is sent as one string leaves its rest in a string', () => {
    expect(transactions([A, 'COMMIT', B], toolOf('script', 'scripts'))).toEqual(['1 script', '1 script', '2 string']);
    expect(transactions([A, 'COMMIT', B], toolOf('script', 'statements'))).toEqual(['1 script', '1 script', '-']);
  });
});

test('our runner leaves a script to the transactions that its writer begins', () => {
  expect(transactions(['BEGIN', A, 'COMMIT', B], PHASEWISE)).toEqual(['-', '1 author', '1 author', '-']);
  expect(transactions([A, 'COMMIT', A], PHASEWISE)).toEqual(['1 script', '1 script', '-']);
});

describe('a text of several statements that one call sends', () => {
  const PLACE = { path: '001.py', span: { start: 0, end: 1 } };
  function inOneText(parts: readonly string[], tool: Tool): readonly string[] {
    const { steps } = scriptOf(parts).script;
    return transactions([LEAVE, ...steps.map((step) => ({ ...step, call: { id: 7, place: PLACE } })), A], tool);
  }

  test.each<[string, readonly string[], readonly string[]]>([
    ['shares a transaction where there is none', [A, B], ['1 script', '2 string', '2 string', '-']],
    ['goes on in another after COMMIT', [A, 'COMMIT', B], ['1 script', '2 string', '2 string', '3 string', '-']],
    ['is none if it is one statement', [B], ['1 script', '-', '-']],
  ])('%s', (_name, parts, expected) => {
    expect(inOneText(parts, toolOf('script'))).toEqual(expected);
  });

  test('a tool that reads statements sends each by itself', () => {
    expect(inOneText([B, B], PHASEWISE)).toEqual(['1 script', '-', '-', '-']);
  });

  test('a COMMIT in it does not leave the rest of it in autocommit', () => {
    const { steps } = scriptOf([A, 'COMMIT', B]).script;
    expect(transactions([...steps.map((step) => ({ ...step, call: { id: 7, place: PLACE } })), A], toolOf('run'))).toEqual(['1 run', '1 run', '2 string', '-']);
  });
});

describe('a tool that leaves the transaction out where none is possible', () => {
  test.each<[string, Parts, readonly string[]]>([
    ['only concurrent builds', [B, B], ['-', '-']],
    ['settings beside them', ["SET lock_timeout = '1s'", B], ['-', '-']],
    ['both kinds', [A, B], ['1 script', '1 script']],
    ['nothing but settings', ["SET lock_timeout = '1s'"], ['1 script']],
    ['a step that nobody could read', [B, { kind: 'unread', reason: 'It is code.', place: LEAVE.place, reach: 'anything', when: { kind: 'always' } }], ['1 script', '1 script']],
    ['nothing', [], []],
  ])('%s', (_name, parts, expected) => {
    expect(transactions(parts, PHASEWISE)).toEqual(expected);
  });
});

test('a tool may leave the transaction out where any statement needs that', () => {
  const mixed: Tool = { ...toolOf('script', 'statements'), unwraps: 'any' };
  expect(transactions([A, B], mixed)).toEqual(['-', '-']);
  expect(transactions([A, A], mixed)).toEqual(['1 script', '1 script']);
});

test('a tool may know fewer such statements than there are', () => {
  const flyway: Tool = { ...toolOf('script', 'statements'), unwraps: 'all', knows: '(?:CREATE|DROP) INDEX CONCURRENTLY' };
  expect(transactions(['create  index\nconcurrently i ON t (a)'], flyway)).toEqual(['-']);
  expect(transactions(['REINDEX INDEX CONCURRENTLY i'], flyway)).toEqual(['1 script']);
});

test('the tool\'s settings are in force from the beginning and its SET LOCAL ends with its transaction', () => {
  const { script, readings } = scriptOf(["SET LOCAL lock_timeout = '1s'", A]);
  const { before, after } = transactionsOf(script, readings, toolOf('script'), () => false);
  expect(before.map((session) => session.setting('lock_timeout'))).toEqual([
    { value: '4s', by: 'tool', local: false }, { value: '1s', by: 'author', local: true },
  ]);
  expect(after.setting('lock_timeout')).toEqual({ value: '4s', by: 'tool', local: false });
  expect(after.transaction).toBeUndefined();
});
