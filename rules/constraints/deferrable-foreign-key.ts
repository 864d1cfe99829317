import type { ConstraintSpec } from '../../src/operations/operation.ts';
import { advice } from '../../src/rule/cure/build.ts';
import { constraintsIn } from '../../src/rule/constraints-written.ts';
import { defineRule } from '../../src/rule/rule.ts';

const CHOICES = ['never', 'initially immediate', 'initially deferred'] as const;

export default defineRule({
  name: 'deferrable-foreign-key',
  summary: 'Make foreign keys deferrable, or not, as the house has it.',
  why: `
    A deferred foreign key is checked at COMMIT: rows may come in any order, and an error comes late, far from the
    statement that caused it. A house does well to have it one way everywhere.
  `,
  pack: 'opt-in',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-set-constraints.html'],
  on: ['add constraint', 'add column', 'create table'],
  options: {
    deferrable: { kind: 'choice', about: 'Whether foreign keys are to be DEFERRABLE, and when they are checked then.', otherwise: 'never', of: CHOICES },
  } as const,

  check(operation, here, { deferrable }) {
    return constraintsIn(operation).filter(({ constraint }) => constraint.type === 'foreign key' && has(constraint) !== deferrable).map(({ constraint, span }) => ({
      message: `${constraint.name?.name ?? `The foreign key of ${constraint.columns.join(', ')}`} is ${words(has(constraint))}, and foreign keys are to be ${words(deferrable)} here.`,
      at: here.at,
      span,
      because: [],
      cure: advice(deferrable === 'never' ? 'Take DEFERRABLE out.' : `Write ${words(deferrable)}.`),
    }));
  },
});

function has({ deferrable }: ConstraintSpec): string {
  return deferrable ?? 'never';
}

function words(deferrable: string): string {
  return deferrable === 'never' ? 'NOT DEFERRABLE' : `DEFERRABLE ${deferrable.toUpperCase()}`;
}
