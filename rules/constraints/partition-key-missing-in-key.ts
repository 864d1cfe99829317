import type { ConstraintSpec, OperationOf } from '../../src/operations/operation.ts';
import { advice } from '../../src/rule/cure/build.ts';
import { listed } from '../../src/rule/listed.ts';
import { defineRule } from '../../src/rule/rule.ts';
import type { Situation } from '../../src/rule/situation.ts';
import type { ObjectName } from '../../src/sql/name.ts';
import type { Span } from '../../src/text/place.ts';

type Keyed = OperationOf<'add constraint' | 'add column' | 'create table' | 'create index'>;

export default defineRule({
  name: 'partition-key-missing-in-key',
  summary: 'Give each unique key of a partitioned table all columns of the partition key.',
  why: `
    A unique index of a partitioned table is one index on each partition, and none of them sees the rows of the others.
    PostgreSQL therefore refuses a key (0A000) that lacks a column of the partition key, or a partition key with expressions.
  `,
  pack: 'core',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/ddl-partitioning.html#DDL-PARTITIONING-DECLARATIVE-LIMITATIONS'],
  on: ['add constraint', 'add column', 'create table', 'create index'],

  check(operation, here) {
    if (here.effects.fails?.sqlstate !== '0A000') return [];
    const by = partitioning(operation, here);
    if (!by) return [];
    return keysIn(operation).flatMap(({ columns, span }) => {
      const missing = by.columns.filter((column) => !columns.includes(column));
      if (missing.length === 0 && !by.expressions) return [];
      const table = here.named(operation.table);
      return [{
        message: by.expressions
          ? `This fails: ${table} is partitioned by an expression, and no unique key can be made on such a table (0A000).`
          : `This fails: ${table} is partitioned by ${listed(by.columns)}, and a unique key of it has to contain ${listed(missing)} (0A000).`,
        at: here.at,
        span,
        because: here.locks,
        cure: advice(by.expressions
          ? 'Make the key on each partition, where it holds for the rows of that partition alone.'
          : `Write (${[...columns, ...missing].join(', ')}); where ${listed(columns)} must be unique in the whole table, keep it in a table of its own that is not partitioned.`),
      }];
    });
  },
});

interface Key { readonly columns: readonly string[]; readonly span: Span | undefined }

function keysIn(operation: Keyed): readonly Key[] {
  switch (operation.kind) {
    case 'add constraint': return isUnique(operation.constraint) && !operation.constraint.usingIndex ? [{ columns: operation.constraint.columns, span: undefined }] : [];
    case 'add column': return operation.column.constraints.filter(isUnique);
    case 'create table': return [...operation.columns.flatMap(({ constraints }) => constraints), ...operation.constraints].filter(isUnique);
    case 'create index': return operation.unique ? [{ columns: operation.keys.flatMap(({ expression }) => (expression.shape === 'column' ? expression.columns : [])), span: undefined }] : [];
  }
}

function isUnique({ type }: ConstraintSpec): boolean {
  return type === 'unique' || type === 'primary key';
}

function partitioning(operation: Keyed, here: Situation) {
  if (operation.kind === 'create table') return operation.partitionBy;
  return partitioningOf(operation.table, here);
}

function partitioningOf(table: ObjectName, here: Situation) {
  const relation = here.lastSeen(table);
  return relation && here.catalog.partitioning(relation);
}
