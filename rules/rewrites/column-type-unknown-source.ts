import { noCure } from '../../src/rule/cure/build.ts';
import { defineRule } from '../../src/rule/rule.ts';

export default defineRule({
  name: 'column-type-unknown-source',
  summary: 'Let the history tell the type that a column has before it is changed.',
  why: `
    Whether ALTER COLUMN … TYPE rewrites the table depends on the old type. Where the history does not create the table,
    neither harm nor harmlessness is proven.
  `,
  pack: 'warn',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES'],
  yieldsTo: ['column-type-rewrite', 'timestamp-timezone-conversion'],
  on: ['set type'],

  check(operation, here) {
    const { table, column, to } = operation;
    const rewrites = here.work('rewrite').filter(({ certain }) => !certain);
    // What could not be read is told in its own place; here it is enough that the type was harmless before it.
    if (rewrites.length === 0 || here.surelyNew(table) || here.typeChangeAsLastTold(operation) === 'catalog only') return [];
    return [{
      message: `Unless its old type, which this history does not tell, is stored like ${to.text}, nobody can read or write ${here.named(table)} while it and its indexes are written again for ${column.name}.`,
      at: here.at,
      span: to.span,
      because: rewrites,
      cure: noCure(`Begin the history with what is there (\`phasewise snapshot\`, or a schema.sql as baseline), and this can be decided.`),
    }];
  },
});
