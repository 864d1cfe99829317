import { expect, test } from 'vitest';
import { effectsOf } from '../../src/effects/effects.ts';
import { effectsOn, emptyBed, operationsOf, send } from './bed.ts';
import { say } from './say.ts';

const bed = send(emptyBed(), `
  CREATE TABLE teams (id int PRIMARY KEY);
  CREATE TABLE users (id int PRIMARY KEY, a int, b text, team int);
`);

test('an ALTER TABLE takes the strongest lock of its sub-commands, because of those that want it first', () => {
  const { locks } = effectsOn(bed, 'ALTER TABLE users VALIDATE CONSTRAINT c, ADD COLUMN x int');
  expect(locks).toMatchObject([{ mode: 'ACCESS EXCLUSIVE', role: 'table', because: [1, 0], until: 'commit' }]);
});

test('scans of one table are one scan', () => {
  const { work } = effectsOn(bed, 'ALTER TABLE users ADD CHECK (a > 0), ALTER COLUMN a SET NOT NULL, ADD CHECK (a < 9)');
  expect(work).toMatchObject([{ kind: 'scan', because: [0, 1, 2], under: 'ACCESS EXCLUSIVE', certain: true }]);
});

test('a rewrite checks the rows as it goes', () => {
  const { work } = effectsOn(bed, 'ALTER TABLE users ADD CHECK (a > 0), ALTER COLUMN a TYPE bigint');
  expect(work).toMatchObject([{ kind: 'rewrite', because: [1] }]);
});

test('a rewrite that may happen does not hide a scan that does', () => {
  const { work } = effectsOn(bed, 'ALTER TABLE users ADD COLUMN x int DEFAULT mystery(), ADD CHECK (a > 0)');
  expect(work.map(({ kind, certain }) => [kind, certain])).toEqual([['rewrite', false], ['scan', true]]);
});

test('the work on each table is done under the lock of that table', () => {
  const { work } = effectsOn(bed, 'ALTER TABLE users ADD COLUMN x int, ADD FOREIGN KEY (team) REFERENCES teams');
  expect(work.map(({ on, under }) => [on.kind === 'relation' && on.relation.name, under])).toEqual([
    ['users', 'ACCESS EXCLUSIVE'], ['teams', 'SHARE ROW EXCLUSIVE'],
  ]);
});

test('VALIDATE of a constraint that the same statement adds scans', () => {
  expect(say(effectsOn(bed, 'ALTER TABLE users ADD CONSTRAINT c CHECK (a > 0) NOT VALID, VALIDATE CONSTRAINT c'))).toEqual(['AX users', 'scan users']);
});

test('SET NOT NULL loses its proof to a DROP CONSTRAINT of the same statement', () => {
  const proven = send(bed, 'ALTER TABLE users ADD CONSTRAINT c CHECK (a IS NOT NULL)');
  expect(say(effectsOn(proven, 'ALTER TABLE users ALTER a SET NOT NULL'))).toEqual(['AX users']);
  expect(say(effectsOn(proven, 'ALTER TABLE users ALTER a SET NOT NULL, DROP CONSTRAINT c'))).toEqual(['AX users', 'scan users']);
});

test('a primary key over a column that the same statement adds as NOT NULL scans nothing for it', () => {
  expect(say(effectsOn(bed, 'ALTER TABLE users DROP CONSTRAINT users_pkey, ADD COLUMN n int NOT NULL DEFAULT 1, ADD PRIMARY KEY (n)')))
    .toEqual(['AX users', 'index build users']);
});

test('a table that references itself is locked once', () => {
  expect(say(effectsOn(bed, 'ALTER TABLE users ADD COLUMN boss int REFERENCES users'))).toEqual(['AX users']);
  expect(say(effectsOn(bed, 'CREATE TABLE folders (id int PRIMARY KEY, up int REFERENCES folders)'))).toEqual([]);
});

test('DROP TABLE of both ends of a key meets no hindrance', () => {
  const tied = send(bed, 'ALTER TABLE users ADD FOREIGN KEY (team) REFERENCES teams');
  expect(say(effectsOn(tied, 'DROP TABLE teams'))).toEqual(['AX teams', 'fails 2BP01 always']);
  expect(say(effectsOn(tied, 'DROP TABLE users, teams'))).toEqual(['AX users', 'AX teams']);
});

test('a guard that nobody can decide leaves the effects in doubt', () => {
  const when = { kind: 'undecidable', reason: 'It depends.', place: { path: 'x.sql', span: { start: 0, end: 0 } } } as const;
  const operations = operationsOf('ALTER TABLE users ADD CHECK (a > 0)').map((operation) => ({ ...operation, when }));
  expect(say(effectsOf(operations, bed.catalog, bed.session, 18))).toEqual(['AX users?', 'scan users?']);
});

test('a guard that is surely not met leaves no effects', () => {
  const when = { kind: 'not', of: { kind: 'exists', object: { type: 'relation', name: 'users' } } } as const;
  const operations = operationsOf('ALTER TABLE users ADD CHECK (a > 0)').map((operation) => ({ ...operation, when }));
  expect(say(effectsOf(operations, bed.catalog, bed.session, 18))).toEqual([]);
});
