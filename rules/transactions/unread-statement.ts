import { advice } from '../../src/rule/cure/build.ts';
import { defineScriptRule } from '../../src/rule/rule.ts';
import { atUnread, unreadPlaces } from '../../src/rule/unread-place.ts';

export default defineScriptRule({
  name: 'unread-statement',
  summary: 'Write what a migration sends so that it can be read before it is run.',
  why: `
    What cannot be read is not judged: a command of the client, a value that only the environment knows, a loop over rows.
    It may do anything, and the statements behind it are judged as if it could have.
  `,
  pack: 'warn',
  since: '0.1.0',
  manual: [],

  check(script) {
    return unreadPlaces(script).filter(({ inCode }) => !inCode).map((one) => ({
      ...atUnread(script, one),
      cure: advice('Write it out as plain SQL; or read it yourself, and allow it by a comment that says what it does.'),
    }));
  },
});
