import type { Named } from '../../sql/name.ts';
import type { Expression, IndexKey } from '../parts.ts';
import type { Op } from './op.ts';

export type IndexOperation =
  | Op<'create index'> & {
    readonly table: Named; readonly name?: Named; readonly concurrently: boolean; readonly unique: boolean; readonly ifNotExists: boolean;
    /** NULLS NOT DISTINCT: two NULLs are equal. */
    readonly nullsNotDistinct?: true;
    /** ON ONLY a partitioned table: partitions get none. */
    readonly only: boolean;
    readonly method: string; readonly keys: readonly IndexKey[]; readonly include: readonly string[]; readonly where?: Expression;
    /** Offset behind the word INDEX, where CONCURRENTLY goes. */
    readonly afterIndex: number;
  }
  | Op<'drop index'> & { readonly index: Named; readonly concurrently: boolean; readonly ifExists: boolean; readonly cascade: boolean; readonly afterIndex: number }
  | Op<'rename index'> & { readonly index: Named; readonly to: Named }
  | Op<'attach index partition'> & { readonly index: Named; readonly partition: Named }
  | Op<'reindex'> & {
    readonly what: 'index' | 'table' | 'schema' | 'database' | 'system'; readonly target?: Named; readonly concurrently: boolean;
    /** Where it is built anew, if somewhere else. */
    readonly tablespace?: string;
    /** Offset behind INDEX, TABLE, SCHEMA …, where CONCURRENTLY goes. */
    readonly afterWhat: number;
  };
