import { expect, test } from 'vitest';
import { checkForms } from './check-forms.ts';
import { readForms } from './form.ts';
import { sayDifferences } from './say.ts';

/** Every form on all majors: `npm run conformance`. */
test.each([[13, 0], [18, 4]] as const)('PostgreSQL %d does what is predicted', { timeout: 300_000 }, async (major, first) => {
  const { results } = await checkForms(major, readForms().filter((_, at) => at % 8 === first));
  expect(results.length).toBeGreaterThan(50);
  expect(results.filter(({ differences, notYet }) => differences.length > 0 && notYet === undefined).map(sayDifferences)).toEqual([]);
});
