import { expect, test } from 'vitest';
import { schemasOf } from '../../src/session/search-path.ts';

test.each([
  ['public', ['public']],
  ['App, public', ['app', 'public']],
  ['"App", "with ""quotes""", public', ['App', 'with "quotes"', 'public']],
  ['"a, b",c', ['a, b', 'c']],
  ['"$user", public', ['public']],
  ["'app'", ['app']],
  ['""', []],
  ['', []],
])('%s', (value, schemas) => {
  expect(schemasOf(value)).toEqual(schemas);
});
