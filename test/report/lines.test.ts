import { expect, test } from 'vitest';
import { compact } from '../../src/report/compact.ts';
import { gcc } from '../../src/report/gcc.ts';
import { jsonl } from '../../src/report/jsonl.ts';
import { sample } from './sample.ts';
import { context, finding, review, shop } from './shop.ts';

test('jsonl is an object on each line, and the last one sums up', () => {
  const lines: readonly { readonly type: string }[] = jsonl.render([sample(), sample('depot')], context).trimEnd().split('\n').map((line) => JSON.parse(line));
  expect(lines.map(({ type }) => type)).toEqual([...['problem', 'finding', 'finding', 'finding', 'allowed', 'approved', 'known'], ...['problem', 'finding', 'finding', 'finding', 'allowed', 'approved', 'known'], 'summary']);
  expect(lines.at(-1)).toMatchObject({ schema: 1, phasewise: '9.9.9', projects: [{ root: 'shop', counts: { revisions: 3, unread: 1 } }, { root: 'depot' }] });
});

test('jsonl of nothing is the summary alone', () => {
  expect(jsonl.render([], context)).toBe('{"type":"summary","schema":1,"phasewise":"9.9.9","projects":[]}\n');
});

test.each([['compact', compact, 2], ['gcc', gcc, 1]])('in %s a message of several lines takes one', (_, format, lines) => {
  const project = shop({ '1_\u0007.sql': 'DROP TABLE a;' });
  const text = format.render([review(project, { findings: [finding(project, '1', 0, 'DROP', { message: 'One.\r\nx.sql:1:1: error: two [\u001b[2J]' })] })], context);
  expect(text.split('\n')).toHaveLength(lines + 1);
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
});

test('gcc of nothing is nothing', () => {
  expect(gcc.render([review(shop({ '1_a.sql': 'SELECT 1;' }))], context)).toBe('');
});
