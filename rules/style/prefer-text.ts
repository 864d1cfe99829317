import { advice } from '../../src/rule/cure/build.ts';
import { GIVE_TYPES, columnsGiven, isType } from '../../src/rule/columns-given.ts';
import { defineRule } from '../../src/rule/rule.ts';
import { quoteName } from '../../src/sql/quote.ts';

export default defineRule({
  name: 'prefer-text',
  summary: 'Use text with a CHECK instead of varchar(n).',
  why: `
    varchar(n) is stored like text and is no faster. Its limit is part of the type: to lower it writes the whole table
    again, where a CHECK is added NOT VALID and validated while everybody works.
  `,
  pack: 'opt-in',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/datatype-character.html'],
  options: { limited: { kind: 'texts', about: 'Columns whose limit is meant, as "table.column".', otherwise: [] } } as const,
  on: GIVE_TYPES,

  check(operation, here, { limited }) {
    return columnsGiven(operation, here)
      .filter(({ type, label }) => isType(type, 'varchar') && type.modifiers.length > 0 && !limited.includes(label))
      .map(({ column, type, label }) => ({
        message: `${label} is limited to ${type.modifiers[0] ?? 0} characters by its type: a lower limit writes the whole table again.`,
        at: here.at,
        span: type.span,
        because: [],
        cure: advice(`Declare it as text${type.array ? '[]' : ''}${type.array ? '.' : `, with CHECK (char_length(${quoteName(column)}) <= ${type.modifiers[0] ?? 0}) if the limit is meant.`}`),
      }));
  },
});
