import { advice } from '../../src/rule/cure/build.ts';
import { defineRule } from '../../src/rule/rule.ts';

export default defineRule({
  name: 'type-change-blocked-by-dependent',
  summary: 'Drop what uses a column before its type changes, and create it again in the same transaction.',
  why: `
    PostgreSQL refuses to change the type of a column that a view, a rule, a policy, an UPDATE OF or WHEN trigger or a
    generated column uses: what they have stored of it is of the old type.
  `,
  pack: 'core',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-SET-DATA-TYPE', 'https://www.postgresql.org/docs/current/ddl-depend.html'],
  on: ['set type'],

  check(operation, here) {
    const { column, to } = operation;
    const dependents = here.dependentsOf(operation);
    if (dependents.length === 0 || here.effects.fails?.when !== 'always') return [];
    const [names, uses, it] = dependents.length === 1 ? [dependents[0], 'uses', 'it'] : [dependents.join(' and '), 'use', 'them'];
    return [{
      message: `The server refuses this: ${names} ${uses} ${column.name}, which cannot become ${to.text} meanwhile.`,
      at: here.at,
      span: column.span,
      because: here.locks,
      cure: advice(`Drop ${names} before, change the type, and create ${it} again behind it, all in one transaction.`),
    }];
  },
});
