import { advice } from '../../src/rule/cure/build.ts';
import { defineAllowanceRule } from '../../src/rule/rule.ts';

export default defineAllowanceRule({
  name: 'unused-allow',
  summary: 'Remove allowances of what is not found.',
  why: `
    An allowance that matches nothing hides what a later edit of the statement brings, and makes readers look for a danger
    that is not there.
  `,
  pack: 'warn',
  since: '0.1.0',
  manual: [],

  check({ at, mistake, expired, unused, rules }) {
    if (mistake !== undefined || expired || unused.length === 0) return [];
    const others = unused.length < rules.length;
    return [{
      message: `${unused.join(' and ')} ${unused.length === 1 ? 'finds' : 'find'} nothing in the statement that this comment speaks of.`,
      at,
      because: [],
      cure: advice(others ? `Take ${unused.join(' and ')} out of the comment.` : 'Take the comment out.'),
    }];
  },
});
