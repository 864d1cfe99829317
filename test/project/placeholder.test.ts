import { expect, test } from 'vitest';
import { review } from '../../src/project/judge.ts';
import { placeholderAt } from '../../src/project/placeholder.ts';
import { historyOf } from '../rules/fixture.ts';

const messages = (...migrations: readonly string[]) => review(historyOf(migrations), []).problems.map(({ message }) => message);

test('statements that wait for a tool to fill them in are told once for a script', () => {
  expect(messages('DROP TABLE ${app}.a;\nSELECT 1;\nDROP TABLE ${app}.b;', 'DROP TABLE ${app}.c;')).toEqual([
    '`${app}` is filled in by the tool that sends this file, so what 2 statements of this script would do is not judged; lint the files as the tool sends them.',
    '`${app}` is filled in by the tool that sends this file, so what this statement would do is not judged; lint the files as the tool sends them.',
  ]);
});

test('a slip of the pen is told for itself', () => {
  expect(messages('DROP TABLE ${app}.a; SELEC 1;')).toHaveLength(2);
  expect(messages('SELEC 1;')).toEqual(['PostgreSQL would refuse this: syntax error at or near "SELEC".']);
});

test.each([
  ['DROP TABLE ${app}.a', 11, '${app}'],
  ['DROP TABLE ${app}.a', 12, '${app}'],
  ['DROP TABLE :schema.a', 11, ':schema'],
  ['DROP TABLE {{ prefix }}a', 11, '{{ prefix }}'],
  ['SELECT %(id)s', 7, '%(id)s'],
  ['DROP TABLE $1', 11, undefined],
  ['SELECT a::', 10, undefined],
])('%s at %i: %s', (sql, offset, placeholder) => {
  expect(placeholderAt(sql, offset)).toBe(placeholder);
});
