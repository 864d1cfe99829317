import type { Named, ObjectName } from '../../sql/name.ts';
import type { Op } from './op.ts';

/** `columns`: those of the table that a condition or list names for sure; a sub-select may name more. `reads`: other relations. */
interface Policy { readonly table: Named; readonly policy: Named; readonly columns: readonly string[]; readonly reads: readonly Named[] }

/** What hangs on tables: triggers, policies, rules, extended statistics, publications. */
export type AttachedOperation =
  | Op<'create trigger'> & {
    readonly table: Named; readonly trigger: Named; readonly function: Named; readonly replace: boolean; readonly eachRow: boolean;
    readonly timing: 'before' | 'after' | 'instead of'; readonly events: readonly TriggerEvent[];
    /** Those of UPDATE OF and of its condition. */
    readonly columns: readonly string[];
    /** CREATE CONSTRAINT TRIGGER … FROM. */
    readonly from?: Named;
    /** The whole statement. */
    readonly text: string;
  }
  | Op<'rename trigger'> & { readonly table: Named; readonly trigger: Named; readonly to: Named }
  | Op<'drop trigger'> & { readonly table: Named; readonly trigger: Named; readonly ifExists: boolean }

  /** `permissive`: rows need one such policy for their command, and all that are not. */
  | Op<'create policy'> & Policy & { readonly command: PolicyCommand; readonly permissive: boolean; readonly text: string }
  | Op<'alter policy'> & Policy
  | Op<'rename policy'> & { readonly table: Named; readonly policy: Named; readonly to: Named }
  | Op<'drop policy'> & { readonly table: Named; readonly policy: Named; readonly ifExists: boolean }

  | Op<'create rule'> & {
    readonly table: Named; readonly rule: Named; readonly replace: boolean; readonly columns: readonly string[];
    readonly reads: readonly Named[]; readonly writes: readonly Named[]; readonly text: string;
  }
  | Op<'rename rule'> & { readonly table: Named; readonly rule: Named; readonly to: Named }
  | Op<'drop rule'> & { readonly table: Named; readonly rule: Named; readonly ifExists: boolean }

  /** Without a name PostgreSQL makes one up (16). */
  | Op<'create statistics'> & { readonly table: Named; readonly statistics?: ObjectName; readonly columns: readonly string[]; readonly ifNotExists: boolean; readonly text: string }
  | Op<'alter statistics'> & { readonly statistics: ObjectName; readonly to?: ObjectName }
  | Op<'drop statistics'> & { readonly statistics: ObjectName; readonly ifExists: boolean }

  /** Without `tables`: all, or those of schemas. */
  | Op<'create publication'> & { readonly publication: string; readonly tables: readonly Published[] }
  | Op<'alter publication'> & { readonly publication: string; readonly does: 'add' | 'drop' | 'set' | 'options' | 'rename' | 'owner'; readonly tables: readonly Published[]; readonly to?: string }
  | Op<'drop publication'> & { readonly publication: string; readonly ifExists: boolean };

export type PolicyCommand = 'all' | 'select' | 'insert' | 'update' | 'delete';

export type TriggerEvent = 'insert' | 'update' | 'delete' | 'truncate';

/** `columns`: those of its list and of its condition. */
export interface Published { readonly table: Named; readonly columns: readonly string[] }
