import { advice } from '../../src/rule/cure/build.ts';
import { constraintsIn } from '../../src/rule/constraints-written.ts';
import { defineRule } from '../../src/rule/rule.ts';

export default defineRule({
  name: 'explicit-on-delete',
  summary: 'Say for each foreign key what happens when the row it references is deleted.',
  why: `
    Without ON DELETE a foreign key refuses the deletion of a row that is referenced. That may be what is wanted; where the
    clause stands, somebody has decided it.
  `,
  pack: 'opt-in',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-FK'],
  on: ['add constraint', 'add column', 'create table'],

  check(operation, here) {
    return constraintsIn(operation).filter(({ constraint }) => constraint.type === 'foreign key' && constraint.onDelete === undefined).map(({ constraint, span }) => ({
      message: `Nothing says what becomes of ${here.named(operation.table)} when a row of ${constraint.references ? here.named(constraint.references) : 'the other table'} is deleted that it references: by default that fails (23503).`,
      at: here.at,
      span,
      because: [],
      cure: advice('Add ON DELETE CASCADE, SET NULL, or SET DEFAULT; or RESTRICT or NO ACTION, where such a row is not to be deleted.'),
    }));
  },
});
