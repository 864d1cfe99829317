import { advice } from '../../src/rule/cure/build.ts';
import { GIVE_TYPES, columnsGiven, isType } from '../../src/rule/columns-given.ts';
import { defineRule } from '../../src/rule/rule.ts';

export default defineRule({
  name: 'prefer-timestamptz',
  summary: 'Use timestamptz for moments.',
  why: `
    timestamp says what a clock showed, and not where. Sessions of different time zones write and read different moments
    by the same value, and now() is cut down to the clock of the session that asks. Both types take eight bytes.
  `,
  pack: 'opt-in',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/datatype-datetime.html#DATATYPE-TIMEZONES'],
  options: { local: { kind: 'texts', about: 'Columns of local times, as "table.column".', otherwise: [] } } as const,
  on: GIVE_TYPES,

  check(operation, here, { local }) {
    return columnsGiven(operation, here)
      .filter(({ type, label }) => isType(type, 'timestamp') && !local.includes(label))
      .map(({ type, label }) => ({
        message: `${label} does not say of which zone its times are: sessions whose TimeZone differs read and write different moments.`,
        at: here.at,
        span: type.span,
        because: [],
        cure: advice(`Declare it as timestamptz${type.modifiers.length > 0 ? `(${type.modifiers.join()})` : ''}${type.array ? '[]' : ''}; timestamp is for what a clock on the wall shows, wherever that is.`),
      }));
  },
});
