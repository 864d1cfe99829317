import { advice } from '../../src/rule/cure/build.ts';
import { GIVE_TYPES, columnsGiven, isType } from '../../src/rule/columns-given.ts';
import { defineRule } from '../../src/rule/rule.ts';

export default defineRule({
  name: 'avoid-money',
  summary: 'Use numeric instead of money.',
  why: `
    What money means depends on lc_monetary: a dump that is restored where that differs reads other amounts. It has no
    currency of its own, and a fixed number of digits behind the point.
  `,
  pack: 'opt-in',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/datatype-money.html'],
  on: GIVE_TYPES,

  check(operation, here) {
    return columnsGiven(operation, here).filter(({ type }) => isType(type, 'money')).map(({ type, label }) => ({
      message: `${label} means another amount where lc_monetary is another one, such as on a server to which a dump is restored.`,
      at: here.at,
      span: type.span,
      because: [],
      cure: advice('Declare it as numeric with the digits that the currency has, such as numeric(12, 2), and keep the currency beside it.'),
    }));
  },
});
