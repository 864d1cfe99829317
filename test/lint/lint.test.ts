import { describe, expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import { review } from '../../src/project/judge.ts';
import { noCure } from '../../src/rule/cure/build.ts';
import { defineRule } from '../../src/rule/rule.ts';
import type { Rule } from '../../src/rule/rule.ts';
import { historyOf, judged } from '../rules/fixture.ts';

const TABLE = 'CREATE TABLE orders (id bigint PRIMARY KEY, note text);';
const ABOUT = { summary: 'Test.', why: 'Test.', pack: 'core', since: '0.1.0', manual: [] } as const;

/** A rule that speaks of every lock on a table's operation. */
function onLocks(name: string, yieldsTo: readonly string[] = []): Rule {
  return defineRule({
    ...ABOUT, name, yieldsTo, on: ['add column', 'create index'],
    check: (_, here) => [{ message: `${name}.`, at: here.at, because: here.locks, cure: noCure('Test.') }],
  });
}

/** A rule that speaks of no effect. */
function onWords(name: string): Rule {
  return defineRule({
    ...ABOUT, name, on: ['add column'],
    check: (_, here) => [{ message: `${name}.`, at: here.at, because: [], cure: noCure('Test.') }],
  });
}

function found(sql: string, ...list: readonly Rule[]): readonly string[] {
  return review(historyOf([TABLE, sql]), list).findings.map(({ rule }) => rule);
}

describe('one finding per cause', () => {
  const one = 'ALTER TABLE orders ADD COLUMN paid boolean;';

  test('of two rules that speak of the same effect the first stays', () => {
    expect(found(one, onLocks('a'), onLocks('b'))).toEqual(['a']);
  });

  test('an error stays where a warning speaks of the same effect, wherever they stand', () => {
    expect(found(one, { ...onLocks('a'), pack: 'warn' }, onLocks('b'))).toEqual(['b']);
  });

  test('rules that speak of different things both stay', () => {
    expect(found(one, onLocks('a'), onWords('b'))).toEqual(['a', 'b']);
  });

  test('a rule gives way to those that it names, wherever they stand', () => {
    expect(found(one, onLocks('a', ['b']), onWords('b'))).toEqual(['b']);
  });

  test('two operations of one statement are two causes, in the order of the text', () => {
    const sql = 'ALTER TABLE orders ADD COLUMN paid boolean, ADD COLUMN sent boolean;';
    expect(review(historyOf([TABLE, sql]), [onWords('a')]).findings.map(({ place }) => place.span.start)).toEqual([19, 44]);
  });
});

describe('majors', () => {
  test('what holds for all of them is one finding', () => {
    const { findings } = judged([TABLE, 'CREATE INDEX i ON orders (note);'], { postgres: [13, 16, 18] });
    expect(findings.map(({ majors }) => majors)).toEqual([[13, 16, 18]]);
  });

  test('what holds for some says for which', () => {
    const only13 = defineRule({
      ...ABOUT, name: 'old', on: ['add column'],
      check: (_, here) => (here.majors.includes(13) ? [{ message: 'Old.', at: here.at, because: here.locks, cure: noCure('Test.') }] : []),
    });
    const project = historyOf([TABLE, 'ALTER TABLE orders ADD COLUMN paid boolean;'], { postgres: [14, 18] });
    expect(review(project, [only13]).findings).toEqual([]);
  });
});

describe('levels', () => {
  const sql = 'DELETE FROM orders WHERE note IS NULL;\nTRUNCATE orders;';

  test('follow from the pack', () => {
    expect(judged([TABLE, sql]).findings.map(({ rule, level }) => [rule, level])).toEqual([['unbatched-dml', 'warning'], ['truncate', 'error']]);
  });

  test('are what the configuration says', () => {
    const project = historyOf([TABLE, sql]);
    const config = { ...project.config, rules: { truncate: { level: 'note', options: {} }, 'unbatched-dml': { level: 'off', options: {} } } } as const;
    expect(review({ ...project, config }, rules).findings.map(({ rule, level }) => [rule, level])).toEqual([['truncate', 'note']]);
  });
});

describe('fingerprints', () => {
  const of = (sql: string) => judged([TABLE, sql]).findings.map(({ fingerprint }) => fingerprint);

  test('survive edits elsewhere in the file, other layout and comments', () => {
    const [before] = of('TRUNCATE orders;');
    expect(of('-- a note\nSELECT 1;\n\ntruncate   orders -- all of it\n;')).toEqual([before]);
  });

  test('tell equal statements of one script apart', () => {
    const [first, second] = of('TRUNCATE orders;\nTRUNCATE orders;');
    expect(first).toBeDefined();
    expect(first).not.toBe(second);
  });

  test('change with the statement', () => {
    expect(of('TRUNCATE orders;')).not.toEqual(of('TRUNCATE TABLE orders;'));
  });
});

test('a statement that PostgreSQL would refuse is one problem and hides nothing else', () => {
  const { findings, problems, counts } = judged([TABLE, 'SELEC 1;\nCREATE INDEX i ON orders (note);\nTRUNCATE orders;']);
  expect(problems.map(({ name, message }) => [name, message])).toEqual([['syntax-error', 'PostgreSQL would refuse this: syntax error at or near "SELEC".']]);
  expect(findings.length).toBe(2);
  expect(counts).toMatchObject({ statements: 3 });
});
