import { advice } from '../../src/rule/cure/build.ts';
import { defineRule } from '../../src/rule/rule.ts';

export default defineRule({
  name: 'avoid-enum',
  summary: 'Keep changing sets of values in a table or a CHECK, not in an enum.',
  why: `
    Labels of an enum can be added and renamed, never removed, and each change is a migration. A CHECK is replaced while
    everybody works, and a table of values is changed like any other rows.
  `,
  pack: 'opt-in',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/datatype-enum.html'],
  on: ['create enum'],

  check({ type, labels }, here) {
    return [{
      message: `No label of ${here.named(type)} can be removed again${labels[0] === undefined ? '' : `, such as '${labels[0]}'`}, and their order stays as it is.`,
      at: here.at,
      span: type.span,
      because: [],
      cure: advice('Use a text column with a CHECK (… IN (…)), or a table of the values with a foreign key to it.'),
    }];
  },
});
