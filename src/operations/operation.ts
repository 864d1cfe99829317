import type { Unread } from '../migrations/migration.ts';
import type { Span } from '../text/place.ts';
import type { AttachedOperation } from './kinds/attached.ts';
import type { CodeOperation } from './kinds/code.ts';
import type { ColumnOperation } from './kinds/column.ts';
import type { ConstraintOperation } from './kinds/constraint.ts';
import type { DataOperation } from './kinds/data.ts';
import type { IndexOperation } from './kinds/index.ts';
import type { MaintenanceOperation } from './kinds/maintenance.ts';
import type { RoutineOperation } from './kinds/routine.ts';
import type { SchemaOperation } from './kinds/schema.ts';
import type { SequenceOperation } from './kinds/sequence.ts';
import type { SessionOperation } from './kinds/session.ts';
import type { TableOperation } from './kinds/table.ts';
import type { TypeOperation } from './kinds/type.ts';
import type { UnknownOperation } from './kinds/unknown.ts';
import type { ViewOperation } from './kinds/view.ts';

export type { CodeStep } from './kinds/code.ts';
export type { Action, AttributeSpec, Bound, ColumnSpec, Comparison, Constant, ConstraintSpec, Edge, Expression, Inclusion, IndexKey, Like, PartitionBound, Partitioning, RowSource, SqlType, StorageParameter } from './parts.ts';

/**
 * What a statement asks for, free of the parser's tree. All spans are relative to the statement's SQL, so a reading
 * survives edits elsewhere in its file. Plain data: readings are cached as JSON.
 */
export type Operation =
  | TableOperation | ColumnOperation | ConstraintOperation | IndexOperation | TypeOperation | SequenceOperation
  | ViewOperation | SchemaOperation | RoutineOperation | DataOperation | MaintenanceOperation | SessionOperation
  | AttachedOperation | CodeOperation | UnknownOperation;

export type Kind = Operation['kind'];
export type OperationOf<K extends Kind> = Extract<Operation, { kind: K }>;

/** What was read of one statement. `error`: PostgreSQL would refuse the text; then there are no operations. */
export interface Reading {
  readonly operations: readonly Operation[];
  readonly unread: readonly Unread[];
  readonly error?: { readonly message: string; readonly span: Span };
}
