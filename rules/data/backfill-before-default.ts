import { stopsWrites } from '../../src/effects/conflicts.ts';
import { lastKnown } from '../../src/effects/moment.ts';
import type { Phase } from '../../src/migrations/cure.ts';
import type { OperationOf } from '../../src/operations/operation.ts';
import { inTransaction, keep, outside, phases, sql } from '../../src/rule/cure/build.ts';
import { inBatches } from '../../src/rule/cure/in-batches.ts';
import type { Fact } from '../../src/rule/fact.ts';
import { defineRule } from '../../src/rule/rule.ts';
import type { Situation } from '../../src/rule/situation.ts';
import { quoteName, quoteQualified } from '../../src/sql/quote.ts';

export default defineRule({
  name: 'backfill-before-default',
  summary: 'Set the default of a column before its old rows are filled.',
  why: `
    An UPDATE fills the rows that are there when it begins. The application goes on inserting, and as long as the column
    has no default, or the old one, its rows get that. With the default set first nothing is left behind the backfill.
  `,
  pack: 'core',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-SET-DROP-DEFAULT'],
  on: ['update'],

  check(operation, here) {
    const { table, sets, where } = operation;
    if (here.surelyNew(table)) return [];
    return sets.filter((column) => (where === undefined || where.columns.includes(column)) && !isFilledBefore(column, operation, here)).flatMap((column) => {
      const later = laterOn(operation, column, here);
      const fallback = later.find((one) => one.operation.kind === 'set default');
      if (fallback?.operation.kind !== 'set default') return [];
      const { operation: { to }, fact } = fallback;
      const left = leftIn(column, to.text, operation, here);
      if (left === undefined || isClosedUntil(fact, operation, here) || isFilledByTrigger(column, operation, here)) return [];

      const fails = left === 'NULL' && later.some((one) => one.operation.kind === 'set not null') ? ', and SET NOT NULL fails on them' : '';
      return [{
        message: `Rows that are inserted into ${here.named(table)} between this UPDATE and SET DEFAULT at line ${here.lineOf(fact.at)} keep ${left} in ${column}${fails}.`,
        at: here.at,
        related: [fact.at],
        because: here.work('row changes'),
        cure: inBatches(operation, here, (batches) => phases(
          inTransaction('expand', fact.reading.operations.length === 1 ? keep(fact.at) : sql(`ALTER TABLE ${quoteQualified(table)} ALTER COLUMN ${quoteName(column)} SET DEFAULT ${to.text}`)),
          batches,
          ...behind(operation, fact, here),
        )),
      }];
    });
  },
});

/** An UPDATE before this one speaks for both. */
function isFilledBefore(column: string, { table }: OperationOf<'update'>, here: Situation): boolean {
  return here.earlier('update').some(({ operation: { table: { name }, sets, where } }) =>
    name === table.name && sets.includes(column) && (where === undefined || where.columns.includes(column)));
}

/** What the rest of the script does to the column. */
function laterOn({ table }: OperationOf<'update'>, column: string, here: Situation) {
  return here.later('set default', 'set not null').filter(({ operation }) => operation.table.name === table.name && operation.column.name === column);
}

/** What the rows in between have: the default that is replaced, or NULL; undefined where they must say it themselves. */
function leftIn(column: string, replacement: string, { table }: OperationOf<'update'>, here: Situation): string | undefined {
  const before = here.column(table, column)?.fallback;
  if (before?.text === replacement) return undefined;
  if (before && before.shape !== 'null') return before.text;
  return here.surelyNotNull(table, column) || replacement.toLowerCase() === 'null' ? undefined : 'NULL';
}

/** Nobody can insert in between: a lock that stops writes is held until both have happened. */
function isClosedUntil(later: Fact, { table }: OperationOf<'update'>, here: Situation): boolean {
  const together = here.session.transaction !== undefined && later.session.transaction?.id === here.session.transaction.id;
  return together && here.held.some(({ lock }) => stopsWrites(lock.mode) && here.isOn(lock, table));
}

/** A trigger whose function names the column sets it for new rows. */
function isFilledByTrigger(column: string, { table }: OperationOf<'update'>, here: Situation): boolean {
  const relation = here.lastSeen(table);
  const attached = relation ? lastKnown(here.catalog.attachedTo(relation)) : [];
  return attached.some((one) => one.kind === 'trigger' && one.enabled && one.eachRow && one.events.includes('insert')
    && here.catalog.routine(one.function)?.definition.includes(column) === true);
}

/** What else the script does to the table: the default alone goes before the backfill. */
function behind({ table }: OperationOf<'update'>, fallback: Fact, here: Situation): readonly Phase[] {
  return here.script
    .filter(({ at, reading }) => at.index > here.at.index && reading.operations.some((operation) => 'table' in operation && operation.table?.name === table.name))
    .filter((fact) => fact !== fallback || fact.reading.operations.length > 1)
    .map(({ at, treatments }) => (treatments.some(({ effects }) => effects.transaction === 'refused') ? outside : inTransaction)('expand', keep(at)));
}
