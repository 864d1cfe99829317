import type { Relation } from '../../catalog/object.ts';
import type { Cure, Part, Phase } from '../../migrations/cure.ts';
import type { OperationOf } from '../../operations/operation.ts';
import { concurrentlyIn, guardIn } from '../../sql/guard.ts';
import { quoteName, quoteQualified } from '../../sql/quote.ts';
import type { Situation } from '../situation.ts';
import { change, inTransaction, insertion, noCure, outside, phases, sql } from './build.ts';
import { indexNameFor } from './name.ts';

/**
 * An index on a partitioned table cannot be built concurrently. It is made on the parent alone, built concurrently on
 * each partition and attached.
 * https://www.postgresql.org/docs/current/ddl-partitioning.html#DDL-PARTITIONING-DECLARATIVE-MAINTENANCE
 */
export function onPartitions(operation: OperationOf<'create index'>, here: Situation): Cure {
  const { table } = operation;
  const relation = here.relation(table);
  const name = operation.name?.name ?? indexNameFor(table, operation, here);
  const below = relation && new Below(operation, here).of(relation, name);
  if (!below || below.builds.length === 0) {
    return noCure(`Create the index ON ONLY ${here.named(table)}, build it concurrently on each partition, and attach those with ALTER INDEX … ATTACH PARTITION.`);
  }
  return phases(
    inTransaction('expand', onlyOnParent(operation, name, here), ...below.parents),
    ...below.builds,
    inTransaction('expand', ...below.attachments),
  );
}

function onlyOnParent({ table, name, afterIndex }: OperationOf<'create index'>, made: string, here: Situation): Part {
  const word = concurrentlyIn(here.sql, afterIndex) ?? { start: afterIndex, end: afterIndex };
  const guard = guardIn(here.sql, word.end);
  return change(here.at, 'without clause',
    { span: word, text: name === undefined ? ` ${quoteName(made)}` : '' },
    ...(guard === undefined ? [] : [{ span: guard, text: '' }]),
    insertion(table.span.start, 'ONLY '));
}

/** What has to be done for the partitions of a table, and for those that are partitioned themselves. */
interface Steps { readonly parents: readonly Part[]; readonly builds: readonly Phase[]; readonly attachments: readonly Part[] }

class Below {
  readonly #operation: OperationOf<'create index'>;
  readonly #here: Situation;

  constructor(operation: OperationOf<'create index'>, here: Situation) {
    this.#operation = operation;
    this.#here = here;
  }

  /** Undefined where the history does not tell the partitions. */
  of(table: Relation, index: string): Steps | undefined {
    const partitions = this.#here.catalog.partitions(table);
    if (!partitions.known) return undefined;
    const all = partitions.value.map((partition) => this.#on(partition, index));
    const known = all.flatMap((steps) => steps ?? []);
    if (known.length < all.length) return undefined;
    return {
      parents: known.flatMap(({ parents }) => parents),
      builds: known.flatMap(({ builds }) => builds),
      attachments: known.flatMap(({ attachments }) => attachments),
    };
  }

  #on(partition: Relation, parentIndex: string): Steps | undefined {
    const { table, unique } = this.#operation;
    const schema = table.schema === undefined && partition.schema === this.#here.relation(table)?.schema ? undefined : partition.schema;
    const index = indexNameFor(partition, this.#operation, this.#here);
    const definition = `${quoteQualified({ schema, name: partition.name })}${this.#here.sql.slice(table.span.end)}`;
    const create = `CREATE ${unique ? 'UNIQUE ' : ''}INDEX`;
    const attach = sql(`ALTER INDEX ${quoteQualified({ schema: table.schema, name: parentIndex })} ATTACH PARTITION ${quoteQualified({ schema, name: index })}`);
    if (partition.type !== 'partitioned') {
      return { parents: [], builds: [outside('expand', sql(`${create} CONCURRENTLY ${quoteName(index)} ON ${definition}`))], attachments: [attach] };
    }
    const below = this.of(partition, index);
    return below && {
      parents: [sql(`${create} ${quoteName(index)} ON ONLY ${definition}`), ...below.parents],
      builds: below.builds,
      attachments: [...below.attachments, attach],
    };
  }
}
