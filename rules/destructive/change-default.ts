import type { OperationOf } from '../../src/operations/operation.ts';
import { inTransaction, keep, phases } from '../../src/rule/cure/build.ts';
import { defineRule } from '../../src/rule/rule.ts';
import type { Situation } from '../../src/rule/situation.ts';
import { normalized } from '../../src/sql/normalized.ts';

export default defineRule({
  name: 'change-default',
  summary: 'Let a release write the value itself before the default changes.',
  why: `
    A default speaks for every INSERT that leaves its column out. When it changes, the running release writes rows with
    another meaning than it knows; when it goes from a NOT NULL column, such INSERTs fail (23502).
  `,
  pack: 'warn',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-SET-DROP-DEFAULT'],
  yieldsTo: ['required-column-breaks-inserts'],
  on: ['set default', 'drop default'],

  check(operation, here) {
    const { table, column } = operation;
    if (here.surelyNew(table) || here.surelyNewColumn(table, column.name)) return [];
    const message = messageOf(operation, here);
    if (message === undefined) return [];
    return [{
      message,
      at: here.at,
      because: [],
      cure: phases({ ...inTransaction('contract', keep(here.at)), deployBefore: `Deploy a release that writes ${column.name} in every INSERT into ${here.named(table)}.` }),
    }];
  },
});

function messageOf(operation: OperationOf<'set default' | 'drop default'>, here: Situation): string | undefined {
  const { table, column } = operation;
  const now = here.column(table, column.name)?.fallback;
  const inserts = `INSERTs of the running application that leave out ${here.named(table)}.${column.name}`;
  if (operation.kind === 'drop default') {
    return now !== undefined && here.surelyNotNull(table, column.name) && !becomesIdentity(operation, here) ? `${inserts} fail from the moment this commits (23502).` : undefined;
  }
  if (now === undefined || now.shape === 'null' || normalized(now.text).join(' ') === normalized(operation.to.text).join(' ')) return undefined;
  return `${inserts} write ${operation.to.text} from the moment this commits, where they wrote ${now.text} before.`;
}

/** The numbers come from an identity by the time that others see the column. */
function becomesIdentity({ table, column }: OperationOf<'drop default'>, here: Situation): boolean {
  return here.script
    .filter(({ at, session }) => at.index === here.at.index || (at.index > here.at.index && session.transaction !== undefined && session.transaction.id === here.session.transaction?.id))
    .flatMap(({ reading }) => reading.operations)
    .some((later) => later.kind === 'add identity' && later.column.name === column.name && here.named(later.table) === here.named(table));
}
