import { advice } from '../../src/rule/cure/build.ts';
import { listed } from '../../src/rule/listed.ts';
import { defineScriptRule } from '../../src/rule/rule.ts';
import { tablesMade } from '../../src/rule/tables-made.ts';

export default defineScriptRule({
  name: 'required-columns',
  summary: 'Give new tables the columns that all tables of the house have.',
  why: `
    Columns such as the time of the last change serve where every table has them: for synchronization, audits and clean-up.
    Added later they are empty for the rows that are there.
  `,
  pack: 'opt-in',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-createtable.html'],
  options: {
    columns: { kind: 'texts', about: 'The columns that a new table must have.', otherwise: ['created_at', 'updated_at'] },
    except: { kind: 'pattern', about: 'Names of tables that need none.', otherwise: '' },
  } as const,

  check(script, { columns, except }) {
    return tablesMade(script).flatMap(({ operation, here, relation }) => {
      const answer = script.after.columns(relation);
      const isExempt = except !== '' && new RegExp(`^(?:${except})$`, 'u').test(relation.name);
      if (!answer.known || isExempt || operation.fromQuery) return [];
      const has = new Set(answer.value.map(({ name }) => name));
      const missing = columns.filter((column) => !has.has(column));
      if (missing.length === 0) return [];
      return [{
        message: `${here.named(operation.table)} has no ${listed(missing, 'or')}.`,
        at: here.at,
        span: operation.table.span,
        because: [],
        cure: advice(`Add ${listed(missing)}.`),
      }];
    });
  },
});
