import type { Catalog } from '../catalog/catalog.ts';
import type { Major, StatementEffects } from '../effects/effect.ts';
import type { Kind, Operation } from '../operations/operation.ts';

/** What is predicted of statements that run together, and of which catalog. */
export interface Predicted {
  readonly effects: readonly StatementEffects[];
  readonly catalog: Catalog;
  readonly major: Major;
  /** Do they read or change rows? Effects do not say how rows are found. */
  readonly ofRows: boolean;
}

const OF_ROWS: ReadonlySet<Kind> = new Set<Kind>(['select', 'insert', 'update', 'delete', 'merge', 'copy']);

export function isOfRows(operations: readonly Operation[]): boolean {
  return operations.some(({ kind }) => OF_ROWS.has(kind)) && operations.every(({ kind }) => kind !== 'create table');
}
