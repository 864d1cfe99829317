import type { Operation } from '../operations/operation.ts';
import type { Lock, StatementEffects, Target, Work } from './effect.ts';
import { sameTarget } from './moment.ts';

/**
 * A table whose rows an earlier statement of the transaction took, so that none are left but those that it writes
 * itself. After TRUNCATE nobody else can add any, and nothing is left to go through; what DELETE took lies in the table
 * still. https://www.postgresql.org/docs/current/sql-truncate.html
 */
export interface Emptied { readonly on: Target; readonly by: 'truncate' | 'delete' }

/** The tables that are empty when a statement has run. Whoever writes rows, or runs code that may, fills them again. */
export function emptiedAfter(before: readonly Emptied[], operations: readonly Operation[], { locks, work }: StatementEffects): readonly Emptied[] {
  if (before.length === 0 && !operations.some(({ kind }) => kind === 'truncate' || kind === 'delete')) return before;
  if (operations.some(({ kind }) => FILLS.has(kind))) return NOTHING_EMPTIED;
  return [...before, ...operations.flatMap((operation, index) => {
    if (operation.when.kind !== 'always') return [];
    if (operation.kind === 'truncate') return targets(locks.filter(isTable), index).map((on): Emptied => ({ on, by: 'truncate' }));
    if (operation.kind === 'delete' && operation.where === undefined) return targets(work, index).map((on): Emptied => ({ on, by: 'delete' }));
    return [];
  })];
}

/** What a statement does where there are no rows. */
export function whereEmpty(effects: StatementEffects, emptied: readonly Emptied[]): StatementEffects {
  if (emptied.length === 0) return effects;
  const { fails, locks, work } = effects;
  const truncated = emptied.filter(({ by }) => by === 'truncate');
  const tables = locks.filter(({ role }) => role === 'table').map(({ on }) => on);
  const all = (among: readonly Emptied[]) => tables.length > 0 && tables.every((on) => isIn(on, among));
  // Without rows there are none to look up in another table, and none for an index.
  const left = all(truncated) ? [] : work.filter(({ on }) => !isIn(on, truncated));
  const passes = fails?.when === 'rows exist' && all(emptied);
  if (left.length === work.length && !passes) return effects;
  const { fails: _, ...rest } = effects;
  return { ...(passes ? rest : effects), work: left };
}

export const NOTHING_EMPTIED: readonly Emptied[] = [];

const FILLS: ReadonlySet<Operation['kind']> = new Set<Operation['kind']>(['insert', 'copy', 'merge', 'run code', 'run unknown text', 'call', 'select', 'rename table']);

function targets(all: readonly (Lock | Work)[], operation: number): readonly Target[] {
  return all.filter(({ certain, because }) => certain && because.includes(operation)).map(({ on }) => on);
}

function isTable({ mode, role }: Lock): boolean {
  return mode === 'ACCESS EXCLUSIVE' && role !== 'index' && role !== 'sequence' && role !== 'parent';
}

function isIn(on: Target, emptied: readonly Emptied[]): boolean {
  return emptied.some((one) => sameTarget(one.on, on));
}
