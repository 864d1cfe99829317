import { expect, test } from 'vitest';
import { globs } from '../../src/text/globs.ts';

test.each([
  ['db/legacy/**', 'db/legacy/001.sql', true],
  ['db/legacy/', 'db/legacy/old/001.sql', true],
  ['./db/*.sql', 'db/001.sql', true],
  ['/db/*.sql', 'db/001.sql', true],
  ['db/*.sql', 'db/old/001.sql', false],
  ['00?_*.sql', 'db/001_a.sql', true],
  ['db/{old,new}/*', 'db/new/1.sql', true],
  ['db/legacy/**', 'db/legacy2/001.sql', false],
  ['**/.hidden/*', 'db/.hidden/1.sql', true],
])('%s, %s', (pattern, path, fits) => {
  expect(globs([pattern])(path)).toBe(fits);
});

test('no pattern fits nothing', () => {
  expect(globs([])('a.sql')).toBe(false);
});
