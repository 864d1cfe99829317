import { blockedBy } from '../effects/blocked.ts';
import { atLeast } from '../effects/conflicts.ts';
import type { Lock, LockMode, Major, Target, Work } from '../effects/effect.ts';
import { LOCK_MODES } from '../effects/effect.ts';
import { isSmall } from '../lint/eased.ts';
import type { Operation } from '../operations/operation.ts';
import type { Fact, Treatment } from '../rule/fact.ts';
import { changesFewRows } from '../rule/changes-few-rows.ts';
import type { Judgement } from '../rule/situation.ts';
import { Situation } from '../rule/situation.ts';
import { asWritten } from '../sql/stand-in.ts';

/** A lock of a script on something that was there before it, strong enough that others may have to wait. */
export interface NoticedLock {
  /** The table or view, in the reader's own name; words where nobody knows it: "tables that reference users". */
  readonly table: string;
  /** The index of it that is locked, where it is not the table. */
  readonly index?: string;
  readonly mode: LockMode;
  readonly until: Until;
  /** What takes time in proportion to rows while the lock is held; nothing: it is held for a moment. */
  readonly meanwhile: readonly Meanwhile[];
  /** False: it may be taken. */
  readonly certain: boolean;
  readonly majors: readonly Major[];
}

export interface Meanwhile {
  readonly does: Work['kind'];
  readonly on: string;
  readonly isIndex: boolean;
  readonly certain: boolean;
}

/** When a lock ends, the soonest first. `commit`: of the writer's or the tool's transaction. */
const UNTIL = ['statement', 'commit', 'end of run'] as const;
export type Until = typeof UNTIL[number];

/** What a script locks, the worst first, and how many of its statements do something that is not known. */
export interface LockSummary { readonly locks: readonly NoticedLock[]; readonly unknown: number }

export function lockSummary(facts: readonly Fact[], majors: readonly Major[], judgement: Judgement): LockSummary {
  const kinds = new Map<string, NoticedLock>();
  for (const major of majors) {
    for (const { majors: _, ...lock } of worstFirst(notDominated(locksOn(major, facts, judgement)))) {
      const key = JSON.stringify(lock);
      kinds.set(key, { ...lock, majors: [...kinds.get(key)?.majors ?? [], major] });
    }
  }
  return {
    locks: worstFirst([...kinds.values()]),
    unknown: facts.filter(({ treatments }) => treatments.some(({ effects }) => effects.unknown.length > 0)).length,
  };
}

function locksOn(major: Major, facts: readonly Fact[], judgement: Judgement): readonly NoticedLock[] {
  const noticed = new Map<string, NoticedLock>();
  const note = (fact: Fact, meanwhile: readonly Meanwhile[]) => (lock: Lock): void => {
    const here = situationOf(fact, major, judgement);
    const found = here && placeOf(lock, fact, major, here);
    if (!found) return;
    const key = JSON.stringify([found, lock.mode]);
    const before = noticed.get(key);
    const until = untilOf(lock, fact);
    noticed.set(key, {
      ...found,
      mode: lock.mode,
      until: before && UNTIL.indexOf(before.until) > UNTIL.indexOf(until) ? before.until : until,
      meanwhile: union(before?.meanwhile ?? [], meanwhile),
      certain: before?.certain === true || lock.certain,
      majors: [major],
    });
  };
  const visit = (fact: Fact): void => {
    const treatment = treatmentOn(major, fact);
    if (!treatment) return;
    // Code takes its locks one after the other: each is held during what comes behind it.
    const meanwhile = fact.runs.length > 0 ? [] : workOf(fact, treatment, judgement);
    treatment.effects.locks.forEach(note(fact, meanwhile));
    treatment.held.forEach(({ lock }) => { note(fact, meanwhile)(lock); });
    fact.runs.forEach(visit);
  };
  facts.forEach(visit);
  return [...noticed.values()];
}

function treatmentOn(major: Major, { treatments }: Fact): Treatment | undefined {
  return treatments.find(({ majors }) => majors.includes(major));
}

function situationOf(fact: Fact, major: Major, judgement: Judgement): Situation | undefined {
  const treatment = treatmentOn(major, fact);
  return treatment && new Situation(fact, treatment, 0, judgement);
}

/** What is locked, as far as others can notice: not what the script itself has made, nor a mode that only DDL asks for. */
function placeOf(lock: Lock, { before }: Fact, major: Major, here: Situation): Pick<NoticedLock, 'table' | 'index'> | undefined {
  if (!atLeast(lock.mode, 'SHARE UPDATE EXCLUSIVE') || isNew(lock.on, here)) return undefined;
  const named = (on: Target) => asWritten(here.nameOf(on));
  const isTable = lock.on.kind === 'unresolved' ? lock.role !== 'index' && lock.role !== 'sequence' : lock.on.relation.type !== 'index' && lock.on.relation.type !== 'sequence';
  if (isTable) return { table: named(lock.on) };
  const [blocked] = blockedBy([lock], before, major);
  return blocked && !isNew(blocked.on, here) ? { table: named(blocked.on), index: named(lock.on) } : undefined;
}

function isNew(on: Target, here: Situation): boolean {
  return on.kind === 'relation' && here.isNew(on.relation);
}

function untilOf({ until }: Lock, { session: { transaction } }: Fact): Until {
  if (until === 'statement' || transaction === undefined || transaction.opened === 'statement') return 'statement';
  return transaction.opened === 'run' ? 'end of run' : 'commit';
}

/** What grows with rows that were there before, and may be many. */
function workOf(fact: Fact, treatment: Treatment, judgement: Judgement): readonly Meanwhile[] {
  const { operations } = fact.reading;
  const here = (index: number) => new Situation(fact, treatment, index, judgement);
  return treatment.effects.work
    .filter(({ on, because }) => !isNew(on, here(0)) && !isSmall(on, judgement) && !because.every((index) => endsSoon(operations[index], here(index))))
    .map(({ kind, on, certain }) => ({ does: kind, on: asWritten(here(0).nameOf(on)), isIndex: on.kind === 'relation' && on.relation.type === 'index', certain }));
}

function endsSoon(operation: Operation | undefined, here: Situation): boolean {
  switch (operation?.kind) {
    case 'update': case 'delete': case 'insert': case 'merge': return changesFewRows(operation, here);
    default: return false;
  }
}

function union(a: readonly Meanwhile[], b: readonly Meanwhile[]): readonly Meanwhile[] {
  const all = new Map([...a, ...b].map((one) => [JSON.stringify([one.does, one.on, one.isIndex]), one]));
  const isSure = ({ does, on }: Meanwhile) => [...a, ...b].some((one) => one.certain && one.does === does && one.on === on);
  return [...all.values()].map((one) => ({ ...one, certain: isSure(one) }));
}

/** Without locks that say less than another one on the same table. */
function notDominated(locks: readonly NoticedLock[]): readonly NoticedLock[] {
  return locks.filter((one, at) => !locks.some((other, index) => index !== at && covers(other, one) && !(covers(one, other) && at < index)));
}

function covers(a: NoticedLock, b: NoticedLock): boolean {
  return a.table === b.table && atLeast(a.mode, b.mode) && (a.certain || !b.certain) && UNTIL.indexOf(a.until) >= UNTIL.indexOf(b.until)
    && b.meanwhile.every((one) => a.meanwhile.some(({ does, on }) => does === one.does && on === one.on));
}

function worstFirst(locks: readonly NoticedLock[]): readonly NoticedLock[] {
  const rank = ({ mode, meanwhile }: NoticedLock) => (meanwhile.length > 0 ? LOCK_MODES.length : 0) + LOCK_MODES.indexOf(mode);
  return [...locks].sort((a, b) => rank(b) - rank(a));
}
