import type { Op } from './op.ts';

export type SchemaOperation =
  | Op<'create schema'> & { readonly schema: string; readonly ifNotExists: boolean }
  | Op<'rename schema'> & { readonly schema: string; readonly to: string }
  | Op<'drop schema'> & { readonly schema: string; readonly ifExists: boolean; readonly cascade: boolean };
