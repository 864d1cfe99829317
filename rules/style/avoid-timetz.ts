import { advice } from '../../src/rule/cure/build.ts';
import { GIVE_TYPES, columnsGiven, isType } from '../../src/rule/columns-given.ts';
import { defineRule } from '../../src/rule/rule.ts';

export default defineRule({
  name: 'avoid-timetz',
  summary: 'Use timestamptz, or time and the name of a zone, instead of timetz.',
  why: `
    A time of day without a date has no offset that holds all year: the same zone has another one in summer. PostgreSQL has
    the type because the SQL standard asks for it.
  `,
  pack: 'opt-in',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/datatype-datetime.html'],
  on: GIVE_TYPES,

  check(operation, here) {
    return columnsGiven(operation, here).filter(({ type }) => isType(type, 'timetz')).map(({ type, label }) => ({
      message: `${label} has an offset without a date, and cannot know whether that of summer or of winter holds.`,
      at: here.at,
      span: type.span,
      because: [],
      cure: advice('Declare it as timestamptz for a moment, or as time with the name of the zone in a column beside it for a time of day.'),
    }));
  },
});
