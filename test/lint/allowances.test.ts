import { describe, expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import { allowWords } from '../../src/lint/allow-comment.ts';
import { review } from '../../src/project/judge.ts';
import { alembicOf } from '../rules/alembic-fixture.ts';
import { historyOf } from '../rules/fixture.ts';

const KNOWN = ['drop-column', 'drop-table'];

describe('the words of a comment', () => {
  test.each([
    ['phasewise: allow drop-column: nobody reads it', { rules: ['drop-column'], reason: 'nobody reads it', until: undefined }],
    [' Phasewise:  allow drop-column , drop-table : gone: see #12', { rules: ['drop-column', 'drop-table'], reason: 'gone: see #12', until: undefined }],
    [' phasewise: allow drop-column: nobody reads it, until 2027-01-31', { rules: ['drop-column'], reason: 'nobody reads it', until: '2027-01-31' }],
    [' phasewise: allow drop-column: nobody reads it (until 2027-01-31)', { rules: ['drop-column'], reason: 'nobody reads it', until: '2027-01-31' }],
    [' phasewise: allow drop-column until 2027-01-31: nobody reads it', { rules: ['drop-column'], reason: 'nobody reads it', until: '2027-01-31' }],
  ])('%s', (body, words) => {
    expect(allowWords(body, KNOWN)).toEqual({ ...words, mistake: undefined });
  });

  test.each([
    ['phasewise: allow', /^It names no rule\./],
    ['phasewise: allow drop-column', /^It gives no reason\./],
    ['phasewise: allow drop-column: until 2027-01-31', /^It gives no reason\./],
    ['phasewise: allow drop_column: x', /^There is no rule drop_column\. Did you mean drop-column\?$/],
    ['phasewise: allow drop-column: x until 2027-02-29', /^2027-02-29 is no day\./],
    ['phasewise: allow drop-column: x until tomorrow', /^tomorrow is no day\./],
    ['phasewise: alow drop-column: x', /^There is no `phasewise: alow`\./],
  ])('%s is a mistake that says the way out', (body, mistake) => {
    expect(allowWords(body, KNOWN)?.mistake).toMatch(mistake);
  });

  test.each([' a comment', 'phasewise is great', 'phasewise: see the wiki', 'phasewise:'])('%s says nothing to us', (body) => {
    expect(allowWords(body, KNOWN)).toBe(undefined);
  });
});

const TABLE = 'CREATE TABLE a (id int, x int, y int);\nCREATE TABLE b (id int);';

function told(script: string, today?: string): readonly string[] {
  const { findings, allowed } = review(historyOf([TABLE, script]), rules, { today });
  return [...findings.map(({ rule }) => rule), ...allowed.map(({ finding: { rule }, reason }) => `${rule} (${reason})`)];
}

describe('an allowance reaches one statement and no further', () => {
  const allow = '-- phasewise: allow drop-table: gone';
  test.each([
    ['above it', `${allow}\nDROP TABLE a;\nDROP TABLE b;`, ['drop-table', 'drop-table (gone)']],
    ['behind it', `DROP TABLE a; ${allow}\nDROP TABLE b;`, ['drop-table', 'drop-table (gone)']],
    ['inside it', `DROP TABLE ${allow}\n a;\nDROP TABLE b;`, ['drop-table', 'drop-table (gone)']],
    ['with other comments between', `${allow}\n-- and this is why\n\nDROP TABLE a;`, ['drop-table (gone)']],
    ['several above it', `${allow}\n-- phasewise: allow truncate: twice\nDROP TABLE a;`, ['unused-allow', 'drop-table (gone)']],
    ['below all, where it speaks of nothing', `DROP TABLE a;\n${allow}`, ['drop-table', 'unused-allow']],
    ['in a string', `DROP TABLE a;\nSELECT '${allow}';`, ['drop-table']],
    ['in code, for a statement of the code', `DO $$ BEGIN\n${allow}\nDROP TABLE a;\nDROP TABLE b;\nEND $$;`, ['drop-table', 'drop-table (gone)']],
    ['above code, for all of it', `${allow}\nDO $$ BEGIN\nDROP TABLE a;\nDROP TABLE b;\nEND $$;`, ['drop-table (gone)', 'drop-table (gone)']],
    ['of another rule', '-- phasewise: allow truncate: gone\nDROP TABLE a;', ['unused-allow', 'drop-table']],
  ])('%s', (_, script, found) => {
    expect([...told(script)].sort()).toEqual([...found].sort());
  });
});

test('until its last day it holds, that day included', () => {
  const script = '-- phasewise: allow drop-table: gone until 2027-01-31\nDROP TABLE a;';
  expect(told(script, '2027-01-31')).toEqual(['drop-table (gone)']);
  expect(told(script, '2027-02-01')).toEqual(['expired-allow', 'drop-table']);
});

test('a rule that is off cannot be unused', () => {
  const project = historyOf([TABLE, '-- phasewise: allow truncate: gone\nSELECT 1;']);
  const config = { ...project.config, rules: { truncate: { level: 'off', options: {} } } } as const;
  expect(review({ ...project, config }, rules).findings).toEqual([]);
});

test('Python says it in its own comments, above a call, behind it or inside it', () => {
  const module = (body: string) => `from alembic import op\nrevision = '1'\ndown_revision = None\n\ndef upgrade():\n${body.split('\n').map((line) => `    ${line}\n`).join('')}`;
  const of = (body: string) => {
    const { findings, allowed } = review(alembicOf([module(body)]), rules);
    return [findings.map(({ rule }) => rule), allowed.map(({ finding: { rule } }) => rule)];
  };
  expect(of("# phasewise: allow drop-table: gone\nop.drop_table('a')\nop.drop_table('b')")).toEqual([['drop-table'], ['drop-table']]);
  expect(of("op.drop_table('a')  # phasewise: allow drop-table: gone\nop.drop_table('b')")).toEqual([['drop-table'], ['drop-table']]);
  expect(of("op.drop_table(\n    # phasewise: allow drop-table: gone\n    'a',\n)")).toEqual([[], ['drop-table']]);
  expect(of("op.execute('''-- phasewise: allow drop-table: gone\nDROP TABLE a''')")).toEqual([['drop-table'], []]);
});
