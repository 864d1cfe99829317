import { describe, expect, test } from 'vitest';
import { review } from '../../src/project/judge.ts';
import { noCure } from '../../src/rule/cure/build.ts';
import { defineHistoryRule, defineRule, defineScriptRule } from '../../src/rule/rule.ts';
import type { Rule } from '../../src/rule/rule.ts';
import type { Statistics } from '../../src/rule/statistics.ts';
import { historyOf } from '../rules/fixture.ts';

const ABOUT = { summary: 'Test.', why: 'Test.', pack: 'core', since: '0.1.0', manual: [] } as const;
const TABLE = 'CREATE TABLE orders (id bigint PRIMARY KEY, note text);\nCREATE TABLE tasks (id bigint PRIMARY KEY);';
const cure = noCure('Test.');

function told(migrations: readonly string[], rules: readonly Rule[], statistics?: Statistics): readonly string[] {
  const { findings, project } = review(historyOf(migrations), rules, { statistics });
  return findings.map(({ rule, level, place, at }) => `${rule} ${level} ${at.script}:${project.linesOf(place.path).positionOf(place.span.start).line}`);
}

describe('a rule that looks at a script', () => {
  const opened = defineScriptRule({
    ...ABOUT, name: 'opened',
    check: (here) => (here.session.transaction?.opened === 'author' ? [{ message: 'Open.', at: here.placeIn({ start: 0, end: 0 }), because: [], cure }] : []),
  });

  test('sees what is left behind its last statement, and points into its file', () => {
    expect(told(['BEGIN;\nSELECT 1;\nCOMMIT;', '-- transaction: false\nBEGIN;\nSELECT 1;'], [opened])).toEqual(['opened error 002#up:1']);
  });

  test('sees every operation in its place, those that code runs among them', () => {
    const each = defineScriptRule({
      ...ABOUT, name: 'each',
      check: (here) => here.each('add column').map(({ here: { at, locks } }) => ({ message: 'One.', at, because: locks, cure })),
    });
    const script = 'SELECT 1;\nALTER TABLE orders ADD a int;\nDO $$ BEGIN\nALTER TABLE tasks ADD a int;\nEND $$;';
    expect(told([TABLE, script], [each])).toEqual(['each error 002#up:2', 'each error 002#up:4']);
  });

  test('gives way where another rule speaks of the same effect', () => {
    const other = defineRule({ ...ABOUT, name: 'other', on: ['add column'], check: (_, here) => [{ message: 'Other.', at: here.at, because: here.locks, cure }] });
    const whole = defineScriptRule({
      ...ABOUT, name: 'whole',
      check: (here) => here.all().flatMap(({ here: { at, locks } }) => (locks.length > 0 ? [{ message: 'Whole.', at, because: locks, cure }] : [])),
    });
    expect(told([TABLE, 'ALTER TABLE orders ADD a int;\nDROP TABLE tasks;'], [other, whole])).toEqual(['other error 002#up:1', 'whole error 002#up:2']);
  });
});

test('what is said once for a script is said where no other rule speaks', () => {
  const other = defineRule({ ...ABOUT, name: 'other', on: ['truncate'], check: (_, here) => [{ message: 'Other.', at: here.at, because: here.locks, cure }] });
  const once = defineRule({ ...ABOUT, name: 'once', oncePer: 'script', on: ['truncate', 'add column'], check: (_, here) => [{ message: 'Once.', at: here.at, because: here.locks, cure }] });
  const script = 'TRUNCATE orders;\nALTER TABLE orders ADD a int;\nALTER TABLE orders ADD b int;';
  expect(told([TABLE, script], [other, once])).toEqual(['other error 002#up:1', 'once error 002#up:2']);
});

test('a rule that looks at the history sees the scripts in their order, and what is there in the end', () => {
  const unproven = defineHistoryRule({
    ...ABOUT, name: 'unproven',
    check: ({ upgrades, heads, end }) => upgrades.flatMap((script) => script.written('add constraint')).map(({ at }) => {
      const relation = end.relations().find(({ name }) => name === 'orders');
      return { message: `${heads.join()} ${relation?.schema ?? 'nowhere'}`, at, because: [], cure };
    }),
  });
  const migrations = [TABLE, 'SELECT 1;\nALTER TABLE orders ADD CHECK (id > 0) NOT VALID;', 'SELECT 1;'];
  expect(told(migrations, [unproven])).toEqual(['unproven error 002#up:2']);
  expect(review(historyOf(migrations), [unproven]).findings.map(({ message }) => message)).toEqual(['003 public']);
  expect(review(historyOf(migrations), [unproven], { files: new Set(['/project/migrations/003_step.sql']) }).findings).toEqual([]);
});

test('options come by their types, those of the configuration first', () => {
  const most = defineRule({
    ...ABOUT, name: 'most', on: ['truncate'],
    options: { most: { kind: 'number', about: 'How many.', otherwise: 3 }, words: { kind: 'texts', about: 'Which.', otherwise: ['a'] } },
    check: (_, here, options) => [{ message: `${options.most + 1} ${options.words.join()}`, at: here.at, because: [], cure }],
  });
  const project = historyOf([TABLE, 'TRUNCATE orders;']);
  const config = { ...project.config, rules: { most: { options: { most: 7 } } } };
  expect(review(project, [most]).findings.map(({ message }) => message)).toEqual(['4 a']);
  expect(review({ ...project, config }, [most]).findings.map(({ message }) => message)).toEqual(['8 a']);
});

describe('work on a table that is known to be small', () => {
  const rows = (known: Readonly<Record<string, number>>): Statistics => ({
    name: 'test',
    table: ({ name }) => (known[name] === undefined ? undefined : { rows: known[name], bytes: 0 }),
    index: () => undefined,
  });
  const works = defineRule({ ...ABOUT, name: 'works', on: ['create index'], check: (_, here) => [{ message: 'Works.', at: here.at, because: [...here.locks, ...here.work('index build')], cure }] });
  const breaks = defineRule({ ...ABOUT, name: 'breaks', on: ['drop column'], check: (_, here) => [{ message: 'Breaks.', at: here.at, because: here.locks, cure }] });
  const script = 'CREATE INDEX i ON orders (note);\nALTER TABLE orders DROP COLUMN note;';

  test.each([
    [rows({ orders: 200 }), ['works note 002#up:1', 'breaks error 002#up:2']],
    [rows({ orders: 2_000_000 }), ['works error 002#up:1', 'breaks error 002#up:2']],
    [rows({}), ['works error 002#up:1', 'breaks error 002#up:2']],
    [undefined, ['works error 002#up:1', 'breaks error 002#up:2']],
  ])('is noted; what breaks is no smaller for that', (statistics, found) => {
    expect(told([TABLE, script], [works, breaks], statistics)).toEqual(found);
  });
});
