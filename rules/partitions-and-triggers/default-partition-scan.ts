import type { Relation } from '../../src/catalog/object.ts';
import type { Cure, Part } from '../../src/migrations/cure.ts';
import type { OperationOf } from '../../src/operations/operation.ts';
import { outsideBounds } from '../../src/rule/cure/bounds-check.ts';
import { advice, inTransaction, keep, phases, sql } from '../../src/rule/cure/build.ts';
import { nameFor } from '../../src/rule/cure/name.ts';
import { defineRule } from '../../src/rule/rule.ts';
import type { Situation } from '../../src/rule/situation.ts';
import type { Named } from '../../src/sql/name.ts';
import { quoteName, quoteQualified } from '../../src/sql/quote.ts';

export default defineRule({
  name: 'default-partition-scan',
  summary: 'Prove that the default partition has no row of a new one before it comes.',
  why: `
    A new partition takes rows away from the default one, so CREATE TABLE … PARTITION OF and ATTACH PARTITION hold ACCESS
    EXCLUSIVE on the default partition while they look at every row of it for one that would belong elsewhere. A
    validated CHECK that excludes the new bounds spares the look.
  `,
  pack: 'core',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-ATTACH-PARTITION'],
  on: ['create table', 'attach partition'],

  check(operation, here) {
    const [scan] = here.work('scan').filter((work) => work.role === 'default partition' && !here.isOnNew(work));
    const parent = operation.kind === 'create table' ? operation.partitionOf : operation.table;
    if (!parent || scan?.on.kind !== 'relation') return [];

    const partition = operation.kind === 'create table' ? operation.table : operation.partition;
    const name = here.nameOf(scan.on);
    const closed = here.stopsReadsOf(parent) ? `${here.named(parent)}, ${name} included,` : name;
    return [{
      message: `Nobody can read or write ${closed} while every row of ${name} is looked at: none may belong to ${here.named(partition)}.`,
      at: here.at,
      because: [scan, ...here.locks.filter(({ role }) => role === 'default partition' || role === 'parent')],
      cure: cureOf(operation, parent, scan.on.relation, here),
    }];
  },
});

function cureOf(operation: OperationOf<'create table' | 'attach partition'>, parent: Named, fallback: Relation, here: Situation): Cure {
  const { bound } = operation;
  const relation = here.relation(parent);
  const check = bound && outsideBounds(bound, relation && here.catalog.partitioning(relation));
  const name = here.nameOf({ kind: 'relation', relation: fallback });
  if (check === undefined || check === '') {
    return advice(`Add a CHECK to ${name} that excludes the new bounds, first NOT VALID and then validated: what is proven is not looked at again.`);
  }
  const proof = quoteName(here.freeConstraintName({ type: 'relation', schema: fallback.schema, name: fallback.name }, nameFor(fallback.name, [], 'excludes')));
  const alter = `ALTER TABLE ${quoteQualified({ schema: parent.schema === undefined ? undefined : fallback.schema, name: fallback.name })}`;
  return phases(
    inTransaction('expand', sql(`${alter} ADD CONSTRAINT ${proof} CHECK (${check}) NOT VALID`)),
    inTransaction('expand', sql(`${alter} VALIDATE CONSTRAINT ${proof}`)),
    inTransaction('expand', ...sinceItsBirth(operation, here), sql(`${alter} DROP CONSTRAINT ${proof}`)),
  );
}

/** A table that is attached where it was made is not parted from its making: it is new then, and nobody can want it. */
function sinceItsBirth(operation: OperationOf<'create table' | 'attach partition'>, here: Situation): readonly Part[] {
  const born = operation.kind === 'attach partition' ? here.relation(operation.partition)?.born : undefined;
  const from = born?.script === here.at.script ? born.statement : here.at.index;
  return here.script.filter(({ at }) => at.index >= from && at.index <= here.at.index).map(({ at }) => keep(at));
}
