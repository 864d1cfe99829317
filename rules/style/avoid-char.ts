import { advice } from '../../src/rule/cure/build.ts';
import { GIVE_TYPES, columnsGiven, isType } from '../../src/rule/columns-given.ts';
import { defineRule } from '../../src/rule/rule.ts';
import { quoteName } from '../../src/sql/quote.ts';

export default defineRule({
  name: 'avoid-char',
  summary: 'Use text instead of char(n).',
  why: `
    char(n) fills each value up with blanks, which count for LIKE and not for =, and takes more room than text. Any other
    length or type writes the whole table again.
  `,
  pack: 'opt-in',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/datatype-character.html'],
  on: GIVE_TYPES,

  check(operation, here) {
    return columnsGiven(operation, here)
      .filter(({ type }) => isType(type, 'bpchar') && type.modifiers.length > 0)
      .map(({ column, type, label }) => ({
        message: `${label} ${type.modifiers[0] === 1 ? 'has a blank where nothing is meant' : `is filled up with blanks to ${type.modifiers[0] ?? 1} characters`}, and any other length writes the whole table again.`,
        at: here.at,
        span: type.span,
        because: [],
        cure: advice(type.array ? 'Declare it as text[].' : `Declare it as text, with CHECK (char_length(${quoteName(column)}) = ${type.modifiers[0] ?? 1}) if the length is fixed.`),
      }));
  },
});
