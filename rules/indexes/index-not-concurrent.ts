import { nameFor } from '../../src/rule/cure/name.ts';
import { change, insertion, outside, samePhases } from '../../src/rule/cure/build.ts';
import { defineRule } from '../../src/rule/rule.ts';
import type { OperationOf } from '../../src/operations/operation.ts';
import type { TextEdit } from '../../src/text/place.ts';
import { quoteName } from '../../src/sql/quote.ts';
import { guardIn } from '../../src/sql/guard.ts';
import { onPartitions } from '../../src/rule/cure/partitioned-index.ts';

export default defineRule({
  name: 'index-not-concurrent',
  summary: 'Build indexes on existing tables concurrently.',
  why: `
    A plain CREATE INDEX holds a SHARE lock for the whole build: reads go on, every write waits. The build grows with
    the table, so the wait does too.
  `,
  pack: 'core',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY'],
  on: ['create index'],

  check(operation, here) {
    const { table, concurrently } = operation;
    if (concurrently || operation.only || here.surelyNew(table) || here.surelyWithoutPartitions(table)) return [];
    if (here.surelyIndexed(operation)) return [];

    return here.locks.filter(({ role }) => role === 'table').map((lock) => ({
      message: here.waiters(lock, 'while the index is built'),
      at: here.at,
      because: [lock, ...here.work('index build')],
      cure: here.isPartitioned(table)
        ? onPartitions(operation, here)
        : samePhases(outside('expand', change(here.at, 'concurrently', ...concurrentForm(operation, here.sql)))),
    }));
  },
});

/** After a failed build IF NOT EXISTS would find the INVALID index and skip; an unnamed one would be built twice. */
function concurrentForm({ table, name, keys, afterIndex }: OperationOf<'create index'>, sql: string): readonly TextEdit[] {
  const guard = guardIn(sql, afterIndex);
  const columns = keys.flatMap(({ expression }) => (expression.shape === 'column' ? expression.columns : ['expr']));
  const made = name === undefined ? ` ${quoteName(nameFor(table.name, columns, 'idx'))}` : '';
  const added = insertion(afterIndex, ` CONCURRENTLY${made}`);
  return guard === undefined ? [added] : [added, { span: guard, text: '' }];
}
