import { advice } from '../../src/rule/cure/build.ts';
import { defineRule } from '../../src/rule/rule.ts';

export default defineRule({
  name: 'enum-order',
  summary: 'Say where in the order a new label of an enum stands.',
  why: `
    Values of an enum sort as its labels were created. ADD VALUE puts the new one behind all others, and nothing moves it
    afterwards.
  `,
  pack: 'opt-in',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-altertype.html', 'https://www.postgresql.org/docs/current/datatype-enum.html'],
  on: ['add enum value'],

  check({ type, label, beside, ifNotExists }, here) {
    const answer = here.catalog.userType(type, here.session);
    const labels = (answer.known ? answer.value : answer.last)?.labels ?? [];
    if (beside || (ifNotExists && answer.known && labels.includes(label))) return [];
    const last = labels.filter((one) => one !== label).at(-1);
    return [{
      message: `'${label}' sorts behind ${last === undefined ? `all other labels of ${here.named(type)}` : `'${last}' and all other labels of ${here.named(type)}`}, and no statement moves it later.`,
      at: here.at,
      because: [],
      cure: advice(last === undefined ? 'Say where it stands, by BEFORE or AFTER another label.' : `Say where it stands: BEFORE another label, or AFTER '${last}' if the end is meant.`),
    }];
  },
});
