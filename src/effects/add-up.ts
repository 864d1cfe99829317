import type { Birth } from '../catalog/object.ts';
import type { Run, Unfolded } from '../catalog/unfold.ts';
import { stronger } from './conflicts.ts';
import type { Lock, StatementEffects, Target, Work } from './effect.ts';
import { mergeLocks } from './merge.ts';
import { sameTarget } from './moment.ts';

/** A statement of code, and what it does by itself. */
export interface Told { readonly run: Run; readonly effects: StatementEffects }

/**
 * What a statement does that runs others one after the other. Locks are kept until the transaction ends, and work adds
 * up: PostgreSQL goes through the rows for each of them again. What concerns only a table that the code itself has made
 * concerns nobody.
 */
export function addUp(own: StatementEffects, told: readonly Told[], { endsTransactions }: Pick<Unfolded, 'endsTransactions'>, by: Birth): StatementEffects {
  const concerns = ({ on }: { readonly on: Target }) => !(on.kind === 'relation' && on.relation.born.script === by.script && on.relation.born.statement === by.statement);
  const locks = told.flatMap(({ run, effects }) => effects.locks.filter(concerns).map((lock) => ({ part: lock, by: run.by })));
  const ownLocks = own.locks.flatMap((lock) => lock.because.map((because) => ({ part: lock, by: because })));
  const all = mergeLocks([...ownLocks, ...locks], endsTransactions ? 'statement' : 'commit');
  return {
    locks: all,
    work: addedUp([...own.work, ...told.flatMap(({ run, effects }) => effects.work.filter(concerns).map((work) => ({ ...work, because: [run.by] })))], all),
    waits: own.waits,
    transaction: endsTransactions ? 'refused' : own.transaction,
    ...failure(own, told),
    since: [own, ...told.map(({ effects }) => effects)].reduce((latest, { since }) => (since > latest ? since : latest), own.since),
    unknown: [...new Set([...own.unknown, ...told.flatMap(({ run, effects }) => (effects.unknown.length > 0 ? [run.by] : []))])],
  };
}

function addedUp(work: readonly Work[], locks: readonly Lock[]): readonly Work[] {
  const found: Work[] = [];
  for (const one of work) {
    const at = found.findIndex((other) => other.kind === one.kind && other.role === one.role && sameTarget(other.on, one.on));
    const before = found[at];
    const under = locks.filter((lock) => sameTarget(lock.on, one.on)).reduce((mode, lock) => stronger(mode, lock.mode), one.under);
    if (before) found[at] = { ...before, certain: before.certain || one.certain, because: [...new Set([...before.because, ...one.because])] };
    else found.push({ ...one, under });
  }
  return found;
}

/** A form that commits on its way is refused inside code wherever that runs (25001). */
function failure(own: StatementEffects, told: readonly Told[]): Pick<StatementEffects, 'fails'> {
  const all = told.flatMap(({ run, effects }) => {
    if (run.operations.some(({ when }) => when.kind !== 'always')) return [];
    return effects.transaction === 'refused' ? [{ sqlstate: '25001', when: 'always' } as const] : effects.fails ?? [];
  });
  const fails = own.fails ?? all.find(({ when }) => when === 'always') ?? all[0];
  return fails ? { fails } : {};
}
