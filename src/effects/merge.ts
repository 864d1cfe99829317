import { stronger } from './conflicts.ts';
import type { Lock, Major, StatementEffects, Target, Wait, Work } from './effect.ts';
import { NO_EFFECTS } from './effect.ts';
import { sameTarget } from './moment.ts';
import type { Part } from './part.ts';

/** A part and the number of the operation that brings it about. */
export interface Caused { readonly part: Part; readonly by: number }

type LockPart = Extract<Part, { kind: 'lock' }>;
type WorkPart = Extract<Part, { kind: Work['kind'] }>;

/**
 * Puts the parts of a statement together: PostgreSQL takes the strongest lock of an ALTER TABLE at once and goes
 * through the rows once, whatever its sub-commands want.
 */
export function merge(caused: readonly Caused[]): StatementEffects {
  if (caused.length === 0) return NO_EFFECTS;
  const refused = caused.some(({ part }) => part.kind === 'transaction' && part.rule === 'refused');
  const required = caused.some(({ part }) => part.kind === 'transaction' && part.rule === 'required');
  const locks = mergeLocks(caused, refused ? 'statement' : 'commit');
  return {
    locks,
    work: mergeWork(caused, locks),
    waits: waitsOf(caused),
    transaction: refused ? 'refused' : required ? 'required' : 'either',
    ...failure(caused),
    since: caused.reduce<Major>((latest, { part }) => (part.kind === 'since' && part.major > latest ? part.major : latest), 13),
    unknown: [...new Set(caused.filter(({ part }) => part.kind === 'unknown').map(({ by }) => by))],
  };
}

/** One lock for each relation: the strongest that is sure, and beside it a stronger one that is only suspected. */
export function mergeLocks(caused: readonly Caused[], until: Lock['until']): readonly Lock[] {
  const all = caused.flatMap(({ part, by }) => (part.kind === 'lock' ? [{ part, by }] : []));
  return groups(all, ({ part }) => part.on).flatMap((group) => {
    const sure = lockOf(group.filter(({ part }) => part.certain), until);
    const suspected = lockOf(group.filter(({ part }) => !part.certain), until);
    if (!sure || !suspected) return sure ?? suspected ?? [];
    return sure.mode === stronger(sure.mode, suspected.mode) ? [sure] : [sure, suspected];
  });
}

/** Because of those that want the strongest mode first, then of the others that use it. */
function lockOf(group: readonly { readonly part: LockPart; readonly by: number }[], until: Lock['until']): Lock | undefined {
  const [first] = group;
  if (!first) return undefined;
  const mode = group.reduce((strongest, { part }) => stronger(strongest, part.mode), first.part.mode);
  const strongestFirst = [...group].sort((a, b) => Number(b.part.mode === mode) - Number(a.part.mode === mode));
  const { on, role, certain } = first.part;
  return { kind: 'lock', on, role, mode, certain, until, because: [...new Set(strongestFirst.map(({ by }) => by))] };
}

/** Work of one kind on one relation is done once; a rewrite checks the rows as it goes. */
function mergeWork(caused: readonly Caused[], locks: readonly Lock[]): readonly Work[] {
  const all = caused.flatMap(({ part, by }) => (isWork(part) ? [{ part, by }] : []));
  if (all.length === 0) return [];
  const rewritten = (on: Target) => all.some(({ part }) => part.kind === 'rewrite' && part.certain && sameTarget(part.on, on));
  const needed = all.filter(({ part }) => part.kind !== 'scan' || !rewritten(part.on));
  const kinds = [...new Set(needed.map(({ part }) => part.kind))];
  return kinds.flatMap((kind) => groups(needed.filter(({ part }) => part.kind === kind), ({ part }) => part.on).flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { on, role } = first.part;
    const certain = group.some(({ part }) => part.certain);
    return [{ kind, on, role, certain, under: strongestOn(on, locks), because: [...new Set(group.map(({ by }) => by))] }];
  }));
}

/** An index that is not locked by itself is worked on under the lock of its table. */
function strongestOn(on: Target, locks: readonly Lock[]): Lock['mode'] {
  const own = locks.filter((lock) => sameTarget(lock.on, on));
  const [first, ...rest] = own.length > 0 ? own : locks;
  return rest.reduce((strongest, { mode }) => stronger(strongest, mode), first?.mode ?? 'ACCESS SHARE');
}

function waitsOf(caused: readonly Caused[]): readonly Wait[] {
  const all = caused.flatMap(({ part, by }) => (part.kind === 'wait' ? [{ part, by }] : []));
  return all.map(({ part, by }, at) => ({ ...part, order: at + 1, because: [by] }));
}

function failure(caused: readonly Caused[]): Pick<StatementEffects, 'fails'> {
  const all = caused.flatMap(({ part }) => (part.kind === 'fails' ? [part] : []));
  const first = all.find(({ when }) => when === 'always') ?? all[0];
  return first ? { fails: { sqlstate: first.sqlstate, when: first.when } } : {};
}

function isWork(part: Part): part is WorkPart {
  return part.kind === 'rewrite' || part.kind === 'scan' || part.kind === 'index build' || part.kind === 'row changes';
}

function groups<T>(all: readonly T[], on: (one: T) => Target): readonly (readonly T[])[] {
  const found: T[][] = [];
  for (const one of all) {
    const group = found.find(([first]) => first !== undefined && sameTarget(on(first), on(one)));
    if (group) group.push(one);
    else found.push([one]);
  }
  return found;
}
