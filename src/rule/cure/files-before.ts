import type { HeldLock } from '../../effects/effect.ts';
import type { Phase } from '../../migrations/cure.ts';
import type { Operation } from '../../operations/operation.ts';
import type { Fact } from '../fact.ts';
import type { Situation } from '../situation.ts';
import { inTransaction, keep } from './build.ts';

/**
 * From the first statement that holds a lock up to this one, in their order: what changes the schema together, what
 * changes rows in files of their own.
 */
export function filesBefore(held: readonly HeldLock[], here: Situation): readonly Phase[] {
  const first = Math.min(...held.map(({ taken }) => taken.index));
  const files: { readonly rows: boolean; readonly facts: Fact[] }[] = [];
  for (const fact of here.script.filter(({ at }) => at.index >= first && at.index < here.at.index)) {
    const { operations } = fact.reading;
    if (operations.some(({ kind }) => kind === 'transaction')) continue;
    const rows = operations.some(changesRows);
    const last = files.at(-1);
    if (last && !rows && !last.rows) last.facts.push(fact);
    else files.push({ rows, facts: [fact] });
  }
  return files.map(({ rows, facts }) => inTransaction(rows ? 'backfill' : dropsSomething(facts) ? 'contract' : 'expand', ...facts.map(({ at }) => keep(at))));
}

function dropsSomething(facts: readonly Fact[]): boolean {
  return facts.some(({ reading }) => reading.operations.some(({ kind }) => kind === 'drop column' || kind === 'drop table'));
}

function changesRows(operation: Operation): boolean {
  return operation.kind === 'update' || operation.kind === 'delete' || operation.kind === 'merge' || (operation.kind === 'insert' && operation.rows === 'query');
}
