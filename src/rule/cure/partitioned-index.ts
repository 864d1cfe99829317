import type { Cure } from '../../migrations/cure.ts';
import type { OperationOf } from '../../operations/operation.ts';
import { quoteName, quoteQualified } from '../../sql/quote.ts';
import type { Situation } from '../situation.ts';
import { change, inTransaction, insertion, noCure, outside, phases, sql } from './build.ts';
import { nameFor } from './name.ts';

/**
 * An index on a partitioned table cannot be built concurrently. It is made on the parent alone, built concurrently on
 * each partition and attached.
 * https://www.postgresql.org/docs/current/ddl-partitioning.html#DDL-PARTITIONING-DECLARATIVE-MAINTENANCE
 */
export function onPartitions({ table, name, keys }: OperationOf<'create index'>, here: Situation): Cure {
  const relation = here.relation(table);
  const partitions = relation && here.catalog.partitions(relation);
  if (!partitions?.known || partitions.value.length === 0 || name === undefined) {
    return noCure(`${table.name} is partitioned, where CREATE INDEX CONCURRENTLY is refused: create the index ON ONLY ${table.name}, build it concurrently on each partition, and attach those.`);
  }
  const definition = here.sql.slice(table.span.end);
  const builds = partitions.value.map((partition) => {
    const index = nameFor(partition.name, keys.flatMap(({ expression }) => expression.columns), 'idx');
    const unique = here.sql.slice(0, name.span.start).toLowerCase().includes('unique') ? 'UNIQUE ' : '';
    return {
      index: quoteQualified({ schema: table.schema, name: index }),
      build: `CREATE ${unique}INDEX CONCURRENTLY ${quoteName(index)} ON ${quoteQualified({ schema: table.schema, name: partition.name })}${definition}`,
    };
  });
  return phases(
    inTransaction('expand', change(here.at, 'without clause', insertion(table.span.start, 'ONLY '))),
    ...builds.map(({ build }) => outside('expand', sql(build))),
    inTransaction('expand', ...builds.map(({ index }) => sql(`ALTER INDEX ${quoteName(name.name)} ATTACH PARTITION ${index}`))),
  );
}
