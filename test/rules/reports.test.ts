import pc from 'picocolors';
import { describe, expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import { pretty } from '../../src/report/pretty.ts';
import { FIXTURES, fixturesOf, judged } from './fixture.ts';

/** What a person reads about each bad example, word for word, beside it. */
describe('the report of a bad example', () => {
  const context = { rules, version: '0.0.0', colors: pc.createColors(false), columns: 100, cwd: '/project' };
  for (const rule of rules) {
    for (const { name, kind, migrations, ...given } of fixturesOf(rule.name)) {
      if (kind !== 'bad') continue;
      test(`${rule.name} ${name}`, async () => {
        await expect(pretty.render([judged(migrations, given)], context)).toMatchFileSnapshot(`${FIXTURES}/${rule.name}/${name}.txt`);
      });
    }
  }
});
