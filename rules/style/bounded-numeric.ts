import { advice } from '../../src/rule/cure/build.ts';
import { GIVE_TYPES, columnsGiven, isType } from '../../src/rule/columns-given.ts';
import { defineRule } from '../../src/rule/rule.ts';

export default defineRule({
  name: 'bounded-numeric',
  summary: 'Give numeric columns a precision and a scale.',
  why: `
    numeric alone takes up to 131072 digits before the point and 16383 behind it: results of divisions are kept with all
    their digits, and two rows that look alike are not equal. A bound that is set later writes the whole table again.
  `,
  pack: 'opt-in',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/datatype-numeric.html#DATATYPE-NUMERIC-DECIMAL'],
  on: GIVE_TYPES,

  check(operation, here) {
    return columnsGiven(operation, here)
      .filter(({ type }) => isType(type, 'numeric') && type.modifiers.length === 0)
      .map(({ type, label }) => ({
        message: `${label} takes any number of digits, and a bound that is set later writes the whole table again.`,
        at: here.at,
        span: type.span,
        because: [],
        cure: advice(`Say how many digits are meant, before and behind the point: numeric(12, 2)${type.array ? '[]' : ''} has ten and two.`),
      }));
  },
});
