import type { Kind, Operation } from '../operations/operation.ts';
import { concerns } from './concerns.ts';
import { decide } from './decide.ts';
import type { Doubt } from './doubt.ts';
import type { Draft } from './draft.ts';
import { attachedFolds } from './kinds/attached.ts';
import { columnFolds } from './kinds/column.ts';
import { constraintFolds } from './kinds/constraint.ts';
import type { Folds } from './kinds/folds.ts';
import { indexFolds } from './kinds/index.ts';
import { otherFolds } from './kinds/others.ts';
import { routineFolds } from './kinds/routine.ts';
import { schemaFolds } from './kinds/schema.ts';
import { sequenceFolds } from './kinds/sequence.ts';
import { tableFolds } from './kinds/table.ts';
import { typeFolds } from './kinds/type.ts';
import { viewFolds } from './kinds/view.ts';
import { newOn } from './new-on.ts';
import { inPasses } from './passes.ts';
import { taint } from './taint.ts';

/** What each kind of operation makes of the catalog. */
const FOLDS: Folds<Kind> = {
  ...tableFolds, ...columnFolds, ...constraintFolds, ...indexFolds, ...typeFolds, ...sequenceFolds, ...viewFolds, ...schemaFolds,
  ...routineFolds, ...attachedFolds, ...otherFolds,
};

/** One statement. Its conditions speak of the moment before it. */
export function fold(draft: Draft, operations: readonly Operation[]): void {
  const before = draft.kept();
  for (const operation of inPasses(operations)) {
    draft.tick();
    const runs = decide(before, guardOf(operation), draft.searchPath);
    if (!runs.known) perhaps(draft, operation, runs.doubt);
    else if (runs.value) apply(draft, operation);
  }
}

/** IF EXISTS on what is dropped says the same as its condition, and drops by name need no answer. */
function guardOf(operation: Operation): Operation['when'] {
  const isOwnGuard = 'ifExists' in operation && operation.ifExists && operation.when.kind === 'exists';
  return isOwnGuard ? { kind: 'always' } : operation.when;
}

/** It may or may not run. What it would take away stays, what it would make is there, and both are in doubt. */
function perhaps(draft: Draft, operation: Operation, doubt: Doubt): void {
  if (!takesAway(operation) && !replaces(draft, operation)) apply(draft, operation);
  const about = [...concerns(operation), ...('table' in operation && operation.table ? newOn(draft, operation.table) : [])];
  for (const name of about) taint(draft, name, { ...doubt, about });
}

/** If it runs, the table that has the name is gone by then; if not, that table stays. */
function replaces(draft: Draft, operation: Operation): boolean {
  return operation.kind === 'create table' && draft.find(operation.table) !== undefined;
}

function takesAway(operation: Operation): boolean {
  const { kind } = operation;
  return (kind === 'alter table' && operation.does === 'NO INHERIT') || kind.startsWith('drop ') || kind.startsWith('rename ') || kind === 'set schema' || kind === 'detach partition';
}

/** Most statements change rows or settings alone: the catalog before them is the one after them. */
export function changesCatalog(operation: Operation): boolean {
  if (operation.kind === 'other' && operation.extension) return true;
  if (operation.kind === 'run unknown text' || operation.kind === 'other') return operation.reach !== 'nothing' && operation.reach !== 'rows';
  return operation.kind === 'refresh' || concerns(operation).length > 0;
}

/** Each kind's fold takes the operations of its kind, which the table's type cannot say for a kind that varies. */
function apply(draft: Draft, operation: Operation): void {
  const does = FOLDS[operation.kind] as (draft: Draft, operation: Operation) => void;
  does(draft, operation);
}
