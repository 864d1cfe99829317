import { expect, test } from 'vitest';
import { carry } from '../../src/effects/held.ts';
import type { HeldLock } from '../../src/effects/effect.ts';
import type { Session, Transaction } from '../../src/session/session.ts';
import type { Bed } from './bed.ts';
import { effectsOn, emptyBed, send } from './bed.ts';

const bed = send(emptyBed(), 'CREATE TABLE users (id int PRIMARY KEY, a int); CREATE TABLE teams (id int PRIMARY KEY);');

/** What is held after each statement of a transaction, as `ACCESS EXCLUSIVE users by 0`. */
function held(statements: readonly string[], opened: Transaction['opened'] = 'script'): readonly (readonly string[])[] {
  let now: Bed = { ...bed, session: bed.session.within({ id: 'one', opened }) };
  let locks: readonly HeldLock[] = [];
  return statements.map((sql, index) => {
    const next = send(now, sql);
    const ran = { at: { script: 'one#up', index }, wentBack: sql.startsWith('ROLLBACK TO'), by: () => sql, before: now.session, after: next.session } as const;
    locks = carry(locks, effectsOn(now, sql), ran);
    now = next;
    return locks.map(({ lock, taken }) => `${lock.mode} ${lock.on.kind === 'relation' ? lock.on.relation.name : lock.on.name} by ${taken.index}`);
  });
}

test('locks are held until the transaction ends', () => {
  expect(held(['ALTER TABLE users ADD COLUMN x int', 'CREATE INDEX ON teams (id)', 'COMMIT', 'SELECT 1'])).toEqual([
    ['ACCESS EXCLUSIVE users by 0'],
    ['ACCESS EXCLUSIVE users by 0', 'SHARE teams by 1'],
    [],
    [],
  ]);
});

test('a relation is held once for each statement that locks it', () => {
  expect(held(['ALTER TABLE users ADD COLUMN x int', 'UPDATE users SET x = 1']).at(-1)).toEqual([
    'ACCESS EXCLUSIVE users by 0', 'ROW EXCLUSIVE users by 1',
  ]);
});

test('what is held already is not taken again, so that a script of many statements holds few locks', () => {
  expect(held(['INSERT INTO users VALUES (1)', 'INSERT INTO users VALUES (2)', 'ALTER TABLE users ADD x int', 'DELETE FROM users']).at(-1)).toEqual([
    'ROW EXCLUSIVE users by 0', 'ACCESS EXCLUSIVE users by 2',
  ]);
});

const ADD = 'ALTER TABLE users ADD COLUMN x int';
const INDEX = 'CREATE INDEX ON teams (id)';

test.each<[string, readonly string[], readonly string[]]>([
  ['ROLLBACK TO lets go of what came after the savepoint', [ADD, 'SAVEPOINT s', INDEX, 'ROLLBACK TO s'], ['ACCESS EXCLUSIVE users by 0']],
  ['the savepoint itself stays', [ADD, 'SAVEPOINT s', 'ROLLBACK TO s', INDEX, 'ROLLBACK TO s'], ['ACCESS EXCLUSIVE users by 0']],
  ['RELEASE keeps', ['SAVEPOINT s', ADD, 'RELEASE s'], ['ACCESS EXCLUSIVE users by 1']],
  ['and hands on to the savepoint around', ['SAVEPOINT s', 'SAVEPOINT t', ADD, 'RELEASE t', 'ROLLBACK TO s'], []],
  ['an inner savepoint alone goes back', ['SAVEPOINT s', ADD, 'SAVEPOINT t', INDEX, 'ROLLBACK TO t'], ['ACCESS EXCLUSIVE users by 1']],
  ['a savepoint that nobody has made', [ADD, 'ROLLBACK TO nowhere'], ['ACCESS EXCLUSIVE users by 0']],
])('%s', (_name, statements, expected) => {
  expect(held(statements).at(-1)).toEqual(expected);
});

test('nothing is held in autocommit', () => {
  const ran = { at: { script: 'one#up', index: 0 }, wentBack: false, by: () => '', before: bed.session, after: bed.session } as const;
  expect(carry([], effectsOn(bed, 'ALTER TABLE users ADD COLUMN x int'), ran)).toEqual([]);
});

test('another transaction holds nothing of the one before', () => {
  const within = (id: string): Session => bed.session.within({ id, opened: 'script' });
  const take = (locks: readonly HeldLock[], id: string, table = 'users') =>
    carry(locks, effectsOn(bed, `CREATE INDEX ON ${table} (id)`), { at: { script: 'one#up', index: 0 }, wentBack: false, by: () => '', before: within(id), after: within(id) });
  expect(take(take([], 'one'), 'one', 'teams')).toHaveLength(2);
  const changed = { at: { script: 'one#up', index: 1 }, wentBack: false, by: () => '', before: within('one'), after: within('two') } as const;
  expect(carry(take([], 'one'), effectsOn(bed, 'SELECT 1'), changed)).toEqual([]);
});

test('a transaction around the whole run releases its locks at the end of the run', () => {
  const session = bed.session.within({ id: 'one', opened: 'run' });
  const ran = { at: { script: 'one#up', index: 0 }, wentBack: false, by: () => 'CREATE INDEX', before: session, after: session } as const;
  expect(carry([], effectsOn(bed, 'CREATE INDEX ON users (a)'), ran)).toMatchObject([{ released: 'end of run', by: 'CREATE INDEX' }]);
});

test('a statement that stands outside transactions keeps nothing', () => {
  expect(effectsOn(bed, 'CREATE INDEX CONCURRENTLY ON users (a)').locks).toMatchObject([{ mode: 'SHARE UPDATE EXCLUSIVE', until: 'statement' }]);
});
