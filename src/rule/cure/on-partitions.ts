import type { Relation } from '../../catalog/object.ts';
import type { Cure, Phase } from '../../migrations/cure.ts';
import type { OperationOf } from '../../operations/operation.ts';
import { blankBefore } from '../../sql/blank.ts';
import { phraseIn } from '../../sql/phrase.ts';
import { quoteName, quoteQualified } from '../../sql/quote.ts';
import { edited } from '../../text/edit.ts';
import type { Situation } from '../situation.ts';
import { change, inTransaction, keep, noCure, outside, phases, sql } from './build.ts';
import { nameFor } from './name.ts';
import { proveNotNull } from './not-null.ts';

type AddConstraint = OperationOf<'add constraint'>;

/**
 * A key made on each partition first, its index built concurrently; the partitioned table then takes those over and
 * builds nothing. https://www.postgresql.org/docs/current/ddl-partitioning.html#DDL-PARTITIONING-DECLARATIVE-MAINTENANCE
 */
export function keysOfPartitions(operation: AddConstraint, here: Situation, words: 'UNIQUE' | 'PRIMARY KEY'): Cure {
  const { table, constraint } = operation;
  const partitions = leavesOf(table, here);
  if (partitions === undefined || constraint.include.length > 0) {
    return noCure(`USING INDEX is refused on a partitioned table: build a unique index concurrently on each partition and make it ${words === 'UNIQUE' ? 'a constraint' : 'a primary key'} there with USING INDEX, then add the constraint here, which takes those over.`);
  }
  const columns = constraint.columns.map(quoteName).join(', ');
  return phases(...partitions.flatMap((partition): readonly Phase[] => {
    const name = quoteName(nameFor(partition.name, words === 'UNIQUE' ? constraint.columns : [], words === 'UNIQUE' ? 'key' : 'pkey'));
    const written = quoteQualified({ schema: table.schema, name: partition.name });
    const unproven = words === 'UNIQUE' ? [] : constraint.columns.filter((column) => !here.isProvenIn(partition, column));
    return [
      ...unproven.flatMap((column) => proveNotNull({ table: partition.name, written, column }, here.lowest)),
      outside('expand', sql(`CREATE UNIQUE INDEX CONCURRENTLY ${name} ON ${written} (${columns})`)),
      inTransaction('expand', sql(`ALTER TABLE ${written} ADD CONSTRAINT ${name} ${words} USING INDEX ${name}`)),
    ];
  }), inTransaction('expand', keep(here.at)));
}

/** A foreign key made NOT VALID on each partition first and validated there; the partitioned table then takes those over and reads no row. */
export function foreignKeysOfPartitions({ table, constraint }: AddConstraint, here: Situation): Cure {
  const partitions = leavesOf(table, here);
  if (partitions === undefined) {
    return noCure('Before PostgreSQL 18 a foreign key of a partitioned table cannot be NOT VALID: add it NOT VALID to each partition, validate those, then add it here, which takes them over.');
  }
  const start = phraseIn(here.sql, constraint.span, 'foreign', 'key')?.start ?? constraint.span.start;
  const unproven = phraseIn(here.sql, constraint.span, 'not', 'valid');
  const key = edited(here.textOf({ start, end: constraint.span.end }), unproven ? [{ span: { start: blankBefore(here.sql, unproven.start) - start, end: unproven.end - start }, text: '' }] : []);
  return phases(...partitions.flatMap((partition): readonly Phase[] => {
    const name = quoteName(nameFor(partition.name, constraint.columns, 'fkey'));
    const alter = `ALTER TABLE ${quoteQualified({ schema: table.schema, name: partition.name })}`;
    return [
      inTransaction('expand', sql(`${alter} ADD CONSTRAINT ${name} ${key} NOT VALID`)),
      inTransaction('expand', sql(`${alter} VALIDATE CONSTRAINT ${name}`)),
    ];
  }), inTransaction('expand', unproven ? change(here.at, 'without clause', { span: { start: blankBefore(here.sql, unproven.start), end: unproven.end }, text: '' }) : keep(here.at)));
}

/** The partitions, where the history knows all of them and none is partitioned again. */
function leavesOf(table: AddConstraint['table'], here: Situation): readonly Relation[] | undefined {
  const relation = here.relation(table);
  const answer = relation && here.catalog.partitions(relation);
  return answer?.known && answer.value.every(({ type }) => type !== 'partitioned') ? answer.value : undefined;
}
