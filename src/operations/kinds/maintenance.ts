import type { Named, ObjectName } from '../../sql/name.ts';
import type { Op } from './op.ts';

export type MaintenanceOperation =
  | Op<'vacuum'> & { readonly full: boolean; readonly analyze?: true; readonly tables: readonly Named[] }
  | Op<'cluster'> & { readonly table?: Named }
  | Op<'analyze'> & { readonly tables: readonly Named[] }
  | Op<'lock table'> & { readonly table: Named; readonly mode: string; readonly nowait: boolean }
  | Op<'comment'> & { readonly on: ObjectName | undefined; readonly what: string; /** Undefined: IS NULL. */ readonly text?: string };
