import { change, insertion, noCure, outside, phases, samePhases, sql } from '../../src/rule/cure/build.ts';
import { defineRule } from '../../src/rule/rule.ts';
import type { Situation } from '../../src/rule/situation.ts';
import type { OperationOf } from '../../src/operations/operation.ts';
import type { Relation } from '../../src/catalog/object.ts';
import type { Target } from '../../src/effects/effect.ts';
import type { Cure } from '../../src/migrations/cure.ts';
import { quoteQualified } from '../../src/sql/quote.ts';

export default defineRule({
  name: 'drop-index-not-concurrent',
  summary: 'Drop indexes of existing tables concurrently.',
  why: `
    A plain DROP INDEX takes ACCESS EXCLUSIVE on the table and on the index. It waits for everybody who uses the table,
    everybody who comes later waits behind it, and the lock lasts until the transaction ends.
  `,
  pack: 'core',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-dropindex.html'],
  yieldsTo: ['constraint-index-dropped'],
  on: ['drop index'],

  check(operation, here) {
    const { index, concurrently, ifExists } = operation;
    if (concurrently || (ifExists && here.surelyAbsent(index))) return [];

    const known = here.catalog.index(index, here.session);
    if (ifExists && !known.known && known.last === undefined && isMadeAfter(index.name, here)) return [];
    const table = known.known && known.value ? here.catalog.byId(known.value.table) : undefined;
    // A partitioned index has no concurrent form, and a new table nobody who could wait.
    if (table && (here.isNew(table) || table.type === 'partitioned')) return [];
    if (here.surelyNew(index)) return [];
    if (table && isDroppedAfter(table, here)) return [];

    const who = (on: Target) => (ifExists && on.kind === 'unresolved'
      ? `If there is an index ${here.named(index)}, nobody can read or write its table`
      : `Nobody can read or write ${here.nameOf(on)}`);
    return here.locks.filter(({ role }) => role === 'table').map((lock) => ({
      message: `${who(lock.on)} from the moment DROP INDEX asks for its lock ${here.untilWhen}.`,
      at: here.at,
      span: here.operations.length > 1 ? index.span : undefined,
      because: [lock],
      cure: cureOf(operation, here),
    }));
  },
});

/** What the history has never made and the script makes next: it can run twice, and drops nothing when it runs once. */
function isMadeAfter(name: string, here: Situation): boolean {
  return here.later('create index').some(({ operation }) => operation.name?.name === name);
}

/** The table goes in the same script: its own drop stops everybody just as well, and says so. */
function isDroppedAfter({ id }: Relation, here: Situation): boolean {
  return here.later('drop table').some(({ operation }) => here.relation(operation.table)?.id === id);
}

function cureOf({ cascade, afterIndex }: OperationOf<'drop index'>, here: Situation): Cure {
  if (cascade) return noCure('DROP INDEX CONCURRENTLY has no CASCADE: drop what depends on the index first, then the index concurrently.');
  const drops = here.operations.filter((operation) => operation.kind === 'drop index');
  if (drops.length === 1) return samePhases(outside('contract', change(here.at, 'concurrently', insertion(afterIndex, ' CONCURRENTLY'))));
  return phases(outside('contract', ...drops.map(({ index, ifExists }) =>
    sql(`DROP INDEX CONCURRENTLY ${ifExists ? 'IF EXISTS ' : ''}${quoteQualified(index)}`))));
}
