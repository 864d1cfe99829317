import { advice } from '../../src/rule/cure/build.ts';
import { GIVE_TYPES, columnsGiven, isType } from '../../src/rule/columns-given.ts';
import { defineRule } from '../../src/rule/rule.ts';

export default defineRule({
  name: 'prefer-jsonb',
  summary: 'Use jsonb instead of json.',
  why: `
    json keeps the text as it was written: each query parses it anew, it takes no GIN index, and without = there is no
    DISTINCT and no GROUP BY.
  `,
  pack: 'opt-in',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/datatype-json.html'],
  yieldsTo: ['json-column'],
  on: GIVE_TYPES,

  check(operation, here) {
    return columnsGiven(operation, here).filter(({ type }) => isType(type, 'json')).map(({ type, label }) => ({
      message: `${label} is kept as text: each query parses it anew, it takes no GIN index, and DISTINCT and GROUP BY fail for want of =.`,
      at: here.at,
      span: type.span,
      because: [],
      cure: advice('Declare it as jsonb; json is for text whose blanks, order and repeated keys must stay.'),
    }));
  },
});
