import fc from 'fast-check';
import { expect, test } from 'vitest';
import { atLeast } from '../../src/effects/conflicts.ts';
import type { Lock, StatementEffects, Target } from '../../src/effects/effect.ts';
import { MAJORS } from '../../src/effects/effect.ts';
import { effectsOn, emptyBed, send } from './bed.ts';

const bed = send(emptyBed(), `
  CREATE TABLE teams (id int PRIMARY KEY);
  CREATE TABLE users (id int PRIMARY KEY, a int, b varchar(10), team int REFERENCES teams);
  CREATE TABLE pets (owner int REFERENCES users);
  CREATE INDEX users_b_idx ON users (b);
  CREATE TABLE logs (a int, b varchar(10), team int, k int) PARTITION BY RANGE (k);
  CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM (0) TO (9);
`);

const subcommand = fc.constantFrom(
  'ADD COLUMN x int', 'ADD COLUMN y uuid DEFAULT gen_random_uuid()', 'ADD COLUMN z int DEFAULT mystery()', 'ADD COLUMN r int REFERENCES teams',
  'DROP COLUMN team', 'ALTER COLUMN a SET NOT NULL', 'ALTER COLUMN a TYPE bigint', 'ALTER COLUMN b TYPE text', 'ALTER COLUMN a SET DEFAULT 1',
  'ADD CHECK (a > 0)', 'ADD CHECK (a > 0) NOT VALID', 'ADD UNIQUE (a)', 'ADD FOREIGN KEY (a) REFERENCES teams', 'SET (fillfactor = 70)',
  'ALTER COLUMN a SET STATISTICS 9', 'DISABLE TRIGGER ALL', 'OWNER TO app',
);
const table = fc.constantFrom('users', 'logs', 'unheard_of');
const major = fc.constantFrom(...MAJORS);

test('an ALTER TABLE does all that each of its sub-commands does', () => {
  fc.assert(fc.property(table, fc.uniqueArray(subcommand, { minLength: 1, maxLength: 4 }), major, (name, all, on) => {
    const together = effectsOn(bed, `ALTER TABLE ${name} ${all.join(', ')}`, on);
    for (const one of all) expect(covers(together, effectsOn(bed, `ALTER TABLE ${name} ${one}`, on))).toEqual([]);
  }));
});

test('the order of sub-commands changes no lock and no work', () => {
  fc.assert(fc.property(table, fc.uniqueArray(subcommand, { minLength: 2, maxLength: 4 }), major, (name, all, on) => {
    const [there, back] = [all, all.toReversed()].map((some) => effectsOn(bed, `ALTER TABLE ${name} ${some.join(', ')}`, on));
    if (!there || !back) throw new Error('two orders were asked for');
    expect([...covers(there, back), ...covers(back, there)]).toEqual([]);
  }));
});

/** The second of each pair asks for more. */
test.each([
  ['CREATE INDEX CONCURRENTLY i ON users (a)', 'CREATE INDEX i ON users (a)'],
  ['DROP INDEX CONCURRENTLY users_b_idx', 'DROP INDEX users_b_idx'],
  ['REINDEX TABLE CONCURRENTLY users', 'REINDEX TABLE users'],
  ['REINDEX INDEX CONCURRENTLY users_b_idx', 'REINDEX INDEX users_b_idx'],
  ['VACUUM users', 'VACUUM FULL users'],
  ['ALTER TABLE users ADD CHECK (a > 0) NOT VALID', 'ALTER TABLE users ADD CHECK (a > 0)'],
  ['ALTER TABLE users ADD FOREIGN KEY (a) REFERENCES teams NOT VALID', 'ALTER TABLE users ADD FOREIGN KEY (a) REFERENCES teams'],
  ['CREATE UNIQUE INDEX i ON users (a)', 'ALTER TABLE users ADD UNIQUE (a)'],
  ['ALTER TABLE users ADD UNIQUE (id)', 'ALTER TABLE users ADD PRIMARY KEY (a)'],
  ['ALTER TABLE users ADD COLUMN x int', 'ALTER TABLE users ADD COLUMN x int DEFAULT random()'],
  ['ALTER TABLE users ALTER COLUMN b TYPE varchar(20)', 'ALTER TABLE users ALTER COLUMN b TYPE varchar(5)'],
  ['CREATE INDEX i ON ONLY logs (a)', 'CREATE INDEX i ON logs (a)'],
])('%s asks for no more than %s', (less, more) => {
  for (const on of MAJORS) expect(covers(effectsOn(bed, more, on), effectsOn(bed, less, on))).toEqual([]);
});

/** What the smaller effects have and the larger ones lack; a rewrite stands for a scan. */
function covers(larger: StatementEffects, smaller: StatementEffects): readonly string[] {
  const locks = smaller.locks.filter((lock) => !larger.locks.some((other) => isStronger(other, lock)));
  const work = smaller.work.filter((one) => !larger.work.some((other) =>
    nameOf(other.on) === nameOf(one.on) && (other.kind === one.kind || other.kind === 'rewrite') && (other.certain || !one.certain)));
  return [...locks.map(({ mode, on }) => `${mode} ${nameOf(on)}`), ...work.map(({ kind, on }) => `${kind} ${nameOf(on)}`)];
}

function isStronger(a: Lock, b: Lock): boolean {
  return nameOf(a.on) === nameOf(b.on) && atLeast(a.mode, b.mode) && (a.certain || !b.certain);
}

function nameOf(on: Target): string {
  return on.kind === 'relation' ? on.relation.name : on.name;
}
