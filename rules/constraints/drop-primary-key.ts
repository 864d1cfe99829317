import type { OperationOf } from '../../src/operations/operation.ts';
import { advice } from '../../src/rule/cure/build.ts';
import { defineRule } from '../../src/rule/rule.ts';
import type { Situation } from '../../src/rule/situation.ts';
import { quoteName } from '../../src/sql/quote.ts';

export default defineRule({
  name: 'drop-primary-key',
  summary: 'Drop a primary key only together with the making of its successor.',
  why: `
    Without its primary key a table takes equal rows, and queries lose the index. Where it is published for logical
    replication it loses its identity: each UPDATE and DELETE fails from then on.
  `,
  pack: 'core',
  since: '0.1.0',
  manual: [
    'https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-REPLICA-IDENTITY',
    'https://www.postgresql.org/docs/current/logical-replication-publication.html#LOGICAL-REPLICATION-PUBLICATION-REPLICA-IDENTITY',
  ],
  on: ['drop constraint'],

  check(operation, here) {
    const { table, constraint } = operation;
    if (here.surelyNew(table) || !isPrimaryKey(operation, here) || isReplaced(operation, here)) return [];
    const name = here.named(table);
    const locks = here.locks.filter(({ role }) => role !== 'referencing');
    if (here.effects.fails?.sqlstate === '2BP01') {
      return [{
        message: `This fails: foreign keys of other tables reference ${constraint.name} (2BP01).`,
        at: here.at,
        because: locks,
        cure: advice(`Give ${name} another unique key, let the foreign keys reference that, and drop the primary key then.`),
      }];
    }
    return [{
      message: `From the moment this commits ${name} takes rows with equal keys, and where ${name} is published, each UPDATE and DELETE fails (55000) until it has a replica identity.`,
      at: here.at,
      because: locks,
      cure: advice(`Build a unique index concurrently, then drop and make the key in one statement: ALTER TABLE ${here.textOf(table.span)} DROP CONSTRAINT ${quoteName(constraint.name)}, ADD CONSTRAINT ${quoteName(constraint.name)} PRIMARY KEY USING INDEX that index. A table that is to have none gets REPLICA IDENTITY FULL first.`),
    }];
  },
});

/** As the history knows it; else by the name that PostgreSQL makes up. */
function isPrimaryKey({ table, constraint }: OperationOf<'drop constraint'>, here: Situation): boolean {
  const relation = here.lastSeen(table);
  const answer = relation && here.catalog.constraint(relation, constraint.name);
  const known = answer?.known ? answer.value : answer?.last;
  if (known) return known.type === 'primary key';
  return answer?.known !== true && constraint.name === `${table.name}_pkey`;
}

/** The same script makes another, which is judged by its own rules, or the table is not used under this name any more. */
function isReplaced({ table }: OperationOf<'drop constraint'>, here: Situation): boolean {
  const later = here.later('add constraint', 'add column', 'drop table', 'rename table').map(({ operation }) => operation);
  return [...here.operations, ...later].some((other) => {
    if (!('table' in other) || other.table?.name !== table.name) return false;
    if (other.kind === 'add constraint') return other.constraint.type === 'primary key';
    if (other.kind === 'add column') return other.column.constraints.some(({ type }) => type === 'primary key');
    return other.kind === 'drop table' || other.kind === 'rename table';
  });
}
