import { advice } from '../../src/rule/cure/build.ts';
import { defineScriptRule } from '../../src/rule/rule.ts';
import { atUnread, unreadPlaces } from '../../src/rule/unread-place.ts';

export default defineScriptRule({
  name: 'unread-ddl',
  summary: 'Let code in a migration name what it does in words that stand there.',
  why: `
    The statements of DO blocks, functions and EXECUTE are judged like any others, as far as they can be read. What is put
    together only when it runs is not: it may lock, rewrite or drop whatever it likes.
  `,
  pack: 'warn',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/plpgsql-statements.html#PLPGSQL-STATEMENTS-EXECUTING-DYN'],

  check(script) {
    return unreadPlaces(script).filter(({ inCode }) => inCode).map((one) => ({
      ...atUnread(script, one),
      cure: advice('Write the statements out; or read the code yourself, and allow it by a comment that says what it does.'),
    }));
  },
});
