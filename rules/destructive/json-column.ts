import { change, inTransaction, phases } from '../../src/rule/cure/build.ts';
import { lastKnown } from '../../src/effects/moment.ts';
import { defineRule } from '../../src/rule/rule.ts';
import type { ObjectName } from '../../src/sql/name.ts';
import type { Situation } from '../../src/rule/situation.ts';

export default defineRule({
  name: 'json-column',
  summary: 'Add jsonb columns, not json.',
  why: `
    json has no equality operator: SELECT DISTINCT, GROUP BY and UNION over rows that hold a json column fail (42883). A
    query of the running application that takes all columns of the table and removes duplicates breaks when one is added.
  `,
  pack: 'warn',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/datatype-json.html'],
  on: ['add column'],

  check({ table, column }, here) {
    const { sqlType } = column;
    if (sqlType.name !== 'json' || (sqlType.schema !== undefined && sqlType.schema !== 'pg_catalog') || here.surelyNew(table) || hasOne(table, here)) return [];
    return [{
      message: `Queries of the running application that take whole rows of ${here.named(table)} with DISTINCT, GROUP BY or UNION fail from the moment this commits (42883): json has no equality.`,
      at: here.at,
      span: sqlType.span,
      because: [],
      cure: phases(inTransaction('expand', change(here.at, 'without clause', { span: sqlType.span, text: sqlType.text.replace(/^json/i, (word) => (word === 'JSON' ? 'JSONB' : 'jsonb')) }))),
    }];
  },
});

/** Such queries fail already. */
function hasOne(table: ObjectName, here: Situation): boolean {
  const relation = here.lastSeen(table);
  return relation !== undefined && lastKnown(here.catalog.columns(relation)).some(({ sqlType }) => sqlType.name === 'json');
}
