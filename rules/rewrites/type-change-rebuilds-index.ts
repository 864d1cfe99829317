import type { Cure } from '../../src/migrations/cure.ts';
import type { OperationOf } from '../../src/operations/operation.ts';
import { lastKnown } from '../../src/effects/moment.ts';
import { becomes } from '../../src/rule/becomes.ts';
import { advice } from '../../src/rule/cure/build.ts';
import { moveColumn } from '../../src/rule/cure/move-column.ts';
import { defineRule } from '../../src/rule/rule.ts';
import type { Situation } from '../../src/rule/situation.ts';

export default defineRule({
  name: 'type-change-rebuilds-index',
  summary: 'Keep indexes from being built again under the lock of a change of type.',
  why: `
    Some changes of type leave the rows as they are and still build indexes of the column again under ACCESS EXCLUSIVE: to
    another collation, to citext, between timestamp and timestamptz, and every change where the index has a WHERE or an
    expression.
  `,
  pack: 'core',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES'],
  yieldsTo: ['key-type-change-locks-referencers', 'column-type-unknown-source'],
  on: ['set type'],

  check(operation, here) {
    const { table, to } = operation;
    const builds = here.work('index build');
    if (builds.length === 0 || here.work('rewrite').length > 0 || here.surelyNew(table)) return [];
    const names = builds.map(({ on }) => here.nameOf(on));
    return [{
      message: `Nobody can read or write ${here.named(table)} while ${names.join(' and ')} ${names.length === 1 ? 'is' : 'are'} built again: ${becomes(operation, here)}.`,
      at: here.at,
      span: to.span,
      because: builds,
      cure: cureOf(operation, names, here),
    }];
  },
});

/** A new column has indexes of its own; where the index alone stands in the way, it can stand aside. */
function cureOf(operation: OperationOf<'set type'>, names: readonly string[], here: Situation): Cure {
  const { table, to } = operation;
  const relation = here.lastSeen(table);
  const indexes = relation ? lastKnown(here.catalog.indexes(relation)).filter((index) => names.includes(here.nameOf({ kind: 'relation', relation: index.relation }))) : [];
  const isPlain = indexes.some(({ keys, where }) => !where && keys.every(({ expression }) => expression.shape === 'column'));
  if (isPlain) return moveColumn(operation, here);
  const [it, has] = names.length === 1 ? ['it', 'its index'] : ['them', 'its indexes'];
  return advice(`Drop ${names.join(' and ')} concurrently before and build ${it} concurrently again behind, each in a file of its own; where queries cannot do without meanwhile, move to a new column of type ${to.text} that has ${has} before it is used.`);
}
