import { advice } from '../../src/rule/cure/build.ts';
import { defineAllowanceRule } from '../../src/rule/rule.ts';

export default defineAllowanceRule({
  name: 'expired-allow',
  summary: 'Renew or remove allowances whose last day is over.',
  why: `
    An allowance with a last day was given for a time. When it is over, what it allowed is found again, and the comment
    misleads whoever reads it.
  `,
  pack: 'warn',
  since: '0.1.0',
  manual: [],

  check({ at, rules, until, expired }) {
    if (!expired) return [];
    return [{
      message: `This allowed ${rules.join(', ')} until ${until ?? ''}, and allows nothing any more.`,
      at,
      because: [],
      cure: advice('Take the comment out, or give it a later day if its reason still holds.'),
    }];
  },
});
