import { describe, expect, test } from 'vitest';
import { review } from '../../src/project/judge.ts';
import type { Kind } from '../../src/operations/operation.ts';
import { noCure } from '../../src/rule/cure/build.ts';
import type { Situation } from '../../src/rule/situation.ts';
import { defineRule } from '../../src/rule/rule.ts';
import { historyOf } from '../rules/fixture.ts';

const KINDS: readonly Kind[] = ['add column', 'create index', 'drop column', 'set not null', 'update', 'truncate', 'select'];

/** Asks a question about the last operation of the last migration, as a rule would. */
function asked<T>(migrations: readonly string[], question: (here: Situation) => T): T | undefined {
  let answer: T | undefined;
  const rule = defineRule({
    name: 'asks', summary: 'Asks.', why: 'Asks.', pack: 'core', since: '0.1.0', manual: [], on: KINDS,
    check(_, here) {
      answer = question(here);
      return [{ message: 'Asked.', at: here.at, because: [], cure: noCure('Test.') }];
    },
  });
  review(historyOf(migrations), [rule]);
  return answer;
}

const ORDERS = { type: 'relation', name: 'orders' } as const;
const TABLE = 'CREATE TABLE orders (id bigint PRIMARY KEY, note text, status text NOT NULL);';

describe('doubt falls to the side that the name of the question says', () => {
  const cases: readonly (readonly [string, readonly string[], (here: Situation) => unknown, unknown])[] = [
    ['a table of this script is surely new', [`${TABLE}\nTRUNCATE orders;`], (here) => here.surelyNew(ORDERS), true],
    ['a table of an earlier one is not', [TABLE, 'TRUNCATE orders;'], (here) => here.surelyNew(ORDERS), false],
    ['an unknown table is not', ['TRUNCATE orders;'], (here) => here.surelyNew(ORDERS), false],
    ['a temporary table is', ['CREATE TEMP TABLE orders (id int);\nTRUNCATE orders;'], (here) => here.surelyNew(ORDERS), true],
    ['a table that was dropped is surely absent', [TABLE, 'DROP TABLE orders;\nSELECT 1;'], (here) => here.surelyAbsent(ORDERS), true],
    ['an unknown table is not surely absent', ['SELECT 1;'], (here) => here.surelyAbsent(ORDERS), false],
    ['a key column is surely not null', [TABLE, 'TRUNCATE orders;'], (here) => here.surelyNotNull(ORDERS, 'id'), true],
    ['a nullable column is not', [TABLE, 'TRUNCATE orders;'], (here) => here.surelyNotNull(ORDERS, 'note'), false],
    ['what this history made NOT NULL is, in a table it does not know', ['ALTER TABLE orders ALTER status SET NOT NULL;', 'TRUNCATE orders;'], (here) => here.surelyNotNull(ORDERS, 'status'), true],
    ['an unknown type is no type', ['TRUNCATE orders;'], (here) => here.typeOf(ORDERS, 'id'), undefined],
    ['a known type is told', [TABLE, 'TRUNCATE orders;'], (here) => here.typeOf(ORDERS, 'id')?.name, 'int8'],
    ['a column is called as it was before the script', [TABLE, 'ALTER TABLE orders RENAME note TO old;\nALTER TABLE orders RENAME old TO older;\nALTER TABLE orders DROP older;'], (here) => here.nameBefore(ORDERS, 'older'), 'note'],
    ['and of no other table', [TABLE, 'ALTER TABLE others RENAME note TO old;\nALTER TABLE orders DROP old;'], (here) => here.nameBefore(ORDERS, 'old'), 'old'],
    ['the primary key is told', [TABLE, 'TRUNCATE orders;'], (here) => here.keyOf(ORDERS), ['id']],
    ['an unread step takes sureness away', [`${TABLE}`, 'DO $$ BEGIN EXECUTE 1; END $$;\nTRUNCATE orders;'], (here) => here.typeOf(ORDERS, 'id'), undefined],
  ];
  test.each(cases)('%s', (_, migrations, question, answer) => {
    expect(asked(migrations, question)).toEqual(answer);
  });
});

describe('words', () => {
  const meanwhile = 'while it is built';
  const waiters = (here: Situation) => here.locks.map((lock) => here.waiters(lock, meanwhile));

  test('a SHARE lock stops writes', () => {
    expect(asked([TABLE, 'CREATE INDEX i ON orders (note);'], waiters)).toEqual(['Nobody can write to orders while it is built. Reads go on.']);
  });

  test('so they do where the history begins behind the table', () => {
    expect(asked(['ALTER TABLE orders ADD COLUMN paid boolean;\nCREATE INDEX i ON orders (note);'], waiters)).toEqual([
      'Nobody can write to orders while it is built. Reads wait too: ADD COLUMN orders.paid at line 1 already holds ACCESS EXCLUSIVE on orders until the upgrade commits.',
    ]);
  });

  test('what held a table of the same name that is gone does not stop those of the new one', () => {
    expect(asked(['ALTER TABLE orders RENAME TO old;\nCREATE TABLE orders (note text);\nCREATE INDEX i ON orders (note);'], waiters)).toEqual([
      'Nobody can write to orders while it is built. Reads go on.',
    ]);
  });

  test('reads wait too when an earlier statement says so', () => {
    expect(asked([TABLE, 'SELECT 1;\nALTER TABLE orders ADD COLUMN paid boolean;\nCREATE INDEX i ON orders (note);'], waiters)).toEqual([
      'Nobody can write to orders while it is built. Reads wait too: ADD COLUMN orders.paid at line 2 already holds ACCESS EXCLUSIVE on orders until the upgrade commits.',
    ]);
  });

  test('an ACCESS EXCLUSIVE lock stops everybody', () => {
    expect(asked([TABLE, 'TRUNCATE orders;'], waiters)).toEqual(['Nobody can read or write orders while it is built.']);
  });

  test.each([
    ['TRUNCATE orders;', 'until the upgrade commits'],
    ['-- transaction: false\nTRUNCATE orders;', 'until the statement ends'],
    ['-- transaction: false\nBEGIN;\nTRUNCATE orders;\nCOMMIT;', 'until COMMIT'],
  ])('%j: a lock is held %s', (sql, words) => {
    expect(asked([TABLE, sql], (here) => here.untilWhen)).toBe(words);
  });
});
