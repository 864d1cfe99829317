import type { Named } from '../../sql/name.ts';
import type { ColumnSpec, ConstraintSpec, Like, PartitionBound, Partitioning, StorageParameter } from '../parts.ts';
import type { Op } from './op.ts';

export type TableOperation =
  | Op<'create table'> & {
    readonly table: Named; readonly columns: readonly ColumnSpec[]; readonly constraints: readonly ConstraintSpec[];
    readonly ifNotExists: boolean; readonly persistence: 'permanent' | 'temporary' | 'unlogged';
    readonly inherits: readonly Named[]; readonly like: readonly Like[];
    /** The composite type that gives it its columns. */
    readonly of?: Named;
    readonly partitionBy?: Partitioning; readonly partitionOf?: Named; readonly bound?: PartitionBound; readonly isDefaultPartition: boolean;
    /** CREATE TABLE AS, SELECT INTO: the columns come from a query. */
    readonly fromQuery: boolean;
    readonly parameters?: readonly StorageParameter[];
    /** WITH NO DATA: the query gives columns, and is not run. */
    readonly withoutData?: true;
  }
  | Op<'drop table'> & { readonly table: Named; readonly ifExists: boolean; readonly cascade: boolean }
  | Op<'rename table'> & { readonly table: Named; readonly to: Named }
  | Op<'set schema'> & { readonly table: Named; readonly schema: string }
  | Op<'set persistence'> & { readonly table: Named; readonly persistence: 'permanent' | 'unlogged' }
  | Op<'attach partition'> & { readonly table: Named; readonly partition: Named; readonly bound?: PartitionBound; readonly isDefault: boolean }
  | Op<'detach partition'> & { readonly table: Named; readonly partition: Named; readonly concurrently: boolean; readonly finalize: boolean }
  /** OF a composite type; without `type` NOT OF. */
  | Op<'set of'> & { readonly table: Named; readonly type?: Named }
  /**
   * A sub-command of ALTER TABLE without a kind of its own; `does` is PostgreSQL's name for it, such as "OWNER TO".
   * `part`: the column, constraint or trigger that it names; `other`: the relation or index (INHERIT, CLUSTER ON);
   * `parameters`: the storage parameters that it sets or takes back; `owner`: the role that OWNER TO names; `to`: the
   * tablespace or access method that it names, or how an identity column is GENERATED: always, by default.
   */
  | Op<'alter table'> & { readonly table: Named; readonly does: string; readonly part?: Named; readonly other?: Named; readonly parameters?: readonly StorageParameter[]; readonly owner?: string; readonly to?: string };
