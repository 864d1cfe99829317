import { expect, test } from 'vitest';
import { checkForms } from './check-forms.ts';
import { readForms } from './form.ts';
import { sayDifferences } from './say.ts';

/** Every form on all majors: `npm run conformance`. */
const some = readForms().filter((_, at) => at % 4 === 0);

test.each([13, 18] as const)('PostgreSQL %d does what is predicted', { timeout: 300_000 }, async (major) => {
  const { results } = await checkForms(major, some);
  expect(results.length).toBeGreaterThan(100);
  expect(results.filter(({ differences, notYet }) => differences.length > 0 && notYet === undefined).map(sayDifferences)).toEqual([]);
});
