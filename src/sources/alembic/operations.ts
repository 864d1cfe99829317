import type { MappedText } from '../../text/mapped.ts';
import { createCheck, createExclude, createForeignKey, createPrimaryKey, createUnique, dropConstraint } from './emit/add-constraint.ts';
import { addColumn, alterColumn, dropColumn } from './emit/alter.ts';
import { bulkInsert } from './emit/bulk-insert.ts';
import { createTableComment, dropTableComment } from './emit/comment.ts';
import { createEntity, dropEntity, replaceEntity } from './emit/entity.ts';
import { createIndex, dropIndex } from './emit/index.ts';
import type { Naming } from './emit/naming.ts';
import type { TypesMade } from './emit/table.ts';
import { createTable, dropTable, renameTable } from './emit/table.ts';
import type { CallValue } from './value.ts';

/** What one operation of Alembic sends. Throws `NotRead` where an argument cannot be read. */
type Emit = (call: CallValue, naming: Naming, types: TypesMade) => readonly MappedText[];

const one = (emit: (call: CallValue, naming: Naming) => MappedText): Emit => (call, naming) => [emit(call, naming)];

interface Operation {
  readonly emit: Emit;
  /** Which positional argument (from 0) or keyword names the table: what an unreadable call can at most have changed. */
  readonly table?: readonly [number, string];
  readonly schema?: string;
}

/** The operations of `alembic.op`. https://alembic.sqlalchemy.org/en/latest/ops.html */
export const OPERATIONS: Readonly<Record<string, Operation>> = {
  'op.create_table': { emit: createTable, table: [0, 'table_name'] },
  'op.drop_table': { emit: one(dropTable), table: [0, 'table_name'] },
  'op.rename_table': { emit: one(renameTable) },
  'op.add_column': { emit: addColumn, table: [0, 'table_name'] },
  'op.drop_column': { emit: one(dropColumn), table: [0, 'table_name'] },
  'op.alter_column': { emit: alterColumn, table: [0, 'table_name'] },
  'op.create_index': { emit: one(createIndex), table: [1, 'table_name'] },
  'op.drop_index': { emit: one(dropIndex), table: [1, 'table_name'] },
  'op.create_unique_constraint': { emit: one(createUnique), table: [1, 'table_name'] },
  'op.create_primary_key': { emit: one(createPrimaryKey), table: [1, 'table_name'] },
  'op.create_check_constraint': { emit: one(createCheck), table: [1, 'table_name'] },
  'op.create_foreign_key': { emit: one(createForeignKey), table: [1, 'source_table'], schema: 'source_schema' },
  'op.create_exclude_constraint': { emit: one(createExclude), table: [1, 'table_name'] },
  'op.drop_constraint': { emit: one(dropConstraint), table: [1, 'table_name'] },
  'op.create_table_comment': { emit: one(createTableComment), table: [0, 'table_name'] },
  'op.drop_table_comment': { emit: one(dropTableComment), table: [0, 'table_name'] },
  'op.bulk_insert': { emit: bulkInsert },
  'op.create_entity': { emit: createEntity },
  'op.drop_entity': { emit: dropEntity },
  'op.replace_entity': { emit: replaceEntity },
};
