import { advice } from '../../src/rule/cure/build.ts';
import { defineAllowanceRule } from '../../src/rule/rule.ts';

export default defineAllowanceRule({
  name: 'malformed-allow',
  summary: 'Name the rule and give a reason where a comment allows something.',
  why: `
    A comment that allows a finding is read by whoever looks at the migration next: it must name a rule that exists and
    say why the finding does not matter here. One that cannot be read allows nothing.
  `,
  pack: 'core',
  since: '0.1.0',
  manual: [],

  check({ at, mistake }) {
    if (mistake === undefined) return [];
    return [{ message: `This comment allows nothing. ${mistake}`, at, because: [], cure: advice('Complete the comment, or take it out.') }];
  },
});
