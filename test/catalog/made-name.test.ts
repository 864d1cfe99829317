import { expect, test } from 'vitest';
import { indexColumns, joinedColumns, madeName } from '../../src/catalog/made-name.ts';
import { readStatement } from '../../src/operations/read.ts';

test.each([
  ['users', undefined, 'pkey', 'users_pkey'],
  ['users', 'email', 'key1', 'users_email_key1'],
  ['t'.repeat(70), undefined, 'pkey', `${'t'.repeat(58)}_pkey`],
  ['t'.repeat(40), 'c'.repeat(40), 'idx', `${'t'.repeat(29)}_${'c'.repeat(29)}_idx`],
  ['t'.repeat(10), 'c'.repeat(60), 'idx', `${'t'.repeat(10)}_${'c'.repeat(48)}_idx`],
  ['ü'.repeat(40), undefined, 'pkey', `${'ü'.repeat(29)}_pkey`],
])('%s %s %s', (first, second, label, name) => {
  expect(madeName(first, second, label)).toBe(name);
});

test('joining columns stops when the name is full', () => {
  expect(joinedColumns(['a', 'b', 'c'])).toBe('a_b_c');
  expect(joinedColumns(['a'.repeat(64), 'b'])).toBe('a'.repeat(64));
});

test.each([
  ['a, b', ['a', 'b']],
  ['lower(a), lower(b)', ['lower', 'lower1']],
  ['(a + 1), (a + 2), (a + 3)', ['expr', 'expr1', 'expr2']],
  ['(lower(a) || lower(b))', ['expr']],
  ['(lower(a))', ['lower']],
  ['app.fold(a)', ['fold']],
  ['(coalesce(a, b))', ['coalesce']],
  ['(a::text)', ['a']],
  ["(data ->> 'key')", ['expr']],
  ["((data ->> 'key')::int)", ['int4']],
  ["(a || b::text)", ['expr']],
  ['("Name")', ['Name']],
  ['(date_trunc(\'day\', a)::date)', ['date_trunc']],
])('an index over %s has columns %j', (keys, names) => {
  const [operation] = readStatement(`CREATE INDEX ON t (${keys})`).operations;
  expect(operation?.kind === 'create index' && indexColumns(operation.keys, operation.include)).toEqual(names);
});
