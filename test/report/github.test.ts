import { expect, test } from 'vitest';
import { github } from '../../src/report/github.ts';
import { context, cure, finding, review, shop } from './shop.ts';

const project = shop({ '001_a,b: 100%.sql': 'CREATE TABLE t (c int);\nDROP TABLE\n  t;\n' });

test('a place on one line has columns, one over several lines has none', () => {
  const findings = [
    finding(project, '001', 0, 'c int', { message: 'Waits 100%: long.', majors: [14, 15], cure: { kind: 'none', because: 'Ask.' } }),
    finding(project, '001', 1, 'DROP TABLE\n  t', { level: 'warning', message: 'Gone.', cure: cure({ parts: [{ kind: 'sql', sql: 'SELECT 1' }] }) }),
  ];
  expect(github.render([review(project, { findings })], context)).toBe([
    '::error file=shop/migrations/001_a%2Cb%3A 100%25.sql,line=1,endLine=1,col=17,endColumn=22,title=index-not-concurrent'
      + '::Waits 100%25: long. (PostgreSQL 14 and 15 only)%0A%0ANo ready cure. Ask.',
    '::warning file=shop/migrations/001_a%2Cb%3A 100%25.sql,line=2,endLine=3,title=index-not-concurrent::Gone.%0A%0AInstead:%0A%0A    SELECT 1;',
    '1 error, 1 warning in 1 of 1 revision · 2 statements read, 0 unread · PostgreSQL 14 to 18 · judged as phasewise runs it',
    '',
  ].join('\n'));
});

test('a message cannot start a command of its own', () => {
  const findings = [finding(project, '001', 0, 'c int', { message: 'a\r\n::set-env name=x::y' })];
  const lines = github.render([review(project, { findings })], context).split('\n');
  expect(lines.filter((line) => line.startsWith('::'))).toHaveLength(1);
});

test('what is broken is an error', () => {
  const text = github.render([review(shop({ 'loose.sql': 'SELECT 1;', '1_a.sql': 'SELECT 1;' }))], context);
  expect(text).toContain('::error file=shop/migrations/loose.sql,line=1,endLine=1,col=1,endColumn=1,title=file-without-number::loose.sql has no number');
});
