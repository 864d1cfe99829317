import { blockedBy } from '../effects/blocked.ts';
import { stronger } from '../effects/conflicts.ts';
import type { Lock, LockMode, Work } from '../effects/effect.ts';
import { HOME } from './observed.ts';
import type { Observed } from './observed.ts';
import type { Recorded } from './recorded.ts';
import { labelOf } from './recorded.ts';

/** One thing that was predicted, observed or both; without the one or the other: it was not. */
export interface Row { readonly about: string; readonly predicted?: string; readonly observed?: string; readonly differs: boolean }

/** Everything that is known of a statement, both sides of each. Locks that say no more than others do are left out. */
export function sideBySide({ predicted: { effects, catalog, major, ofRows }, recorded, held, heldAsPredicted, differences }: Observed): readonly Row[] {
  const locks = effects.flatMap((one) => one.locks);
  const work = effects.flatMap((one) => one.work);
  const predicted = new Map([
    ...effects.flatMap(({ fails }) => (fails ? [['fails', fails.when === 'always' ? fails.sqlstate : `${fails.sqlstate} if there are rows`] as const] : [])),
    ...effects.flatMap(({ transaction }) => (transaction === 'refused' ? [['in a transaction', 'refused'] as const] : [])),
    ...lockWords(locks),
    ...work.flatMap((one): readonly (readonly [string, string])[] => {
      const does = doesWhat(one);
      return does === undefined ? [] : [[`${does} ${nameOf(one)}`, one.certain ? 'yes' : 'perhaps']];
    }),
    ...blockedBy([...heldAsPredicted, ...locks], catalog, major).flatMap(({ on, uses, suspected }) => {
      const name = on.kind === 'relation' ? labelOf(on.relation, HOME) : on.name;
      const isNews = name in (recorded.blocks ?? {}) || !held.has(name);
      return isNews && locks.some((lock) => nameOf(lock) === name) ? [[`blocked on ${name}`, waiting(uses, suspected)] as const] : [];
    }),
    ...listed('waits for', effects.flatMap((one) => one.waits).map((wait) => wait.for)),
  ]);
  const observed = observedWords(recorded);
  const differing = new Set(differences.map(({ about }) => about));
  // A failure lets go of everything, so that nothing else is seen.
  const abouts = recorded.error === undefined ? [...predicted.keys(), ...observed.keys()] : ['fails', 'in a transaction'].filter((about) => predicted.has(about) || observed.has(about));
  return [...new Set(abouts)].flatMap((about): readonly Row[] => {
    const row = { about, predicted: predicted.get(about), observed: observed.get(about) ?? unseen(about, recorded, held), differs: differing.has(about) };
    const oneSided = row.predicted === undefined || row.observed === undefined;
    const covered = oneSided && !row.differs && (row.predicted === undefined || (ofRows && about.startsWith('scan of')));
    return covered ? [] : [row];
  });
}

/** Whoever builds an index goes through its table. */
function doesWhat({ kind, on }: Work): string | undefined {
  switch (kind) {
    case 'rewrite': return 'rewrite of';
    case 'scan': return 'scan of';
    case 'index build': return on.kind === 'relation' && on.relation.type === 'index' ? 'rebuild of' : 'scan of';
    case 'row changes': return undefined;
  }
}

function observedWords(recorded: Recorded): ReadonlyMap<string, string> {
  const { error, transaction, locks = {}, rewrites = [], rebuilds = [], scans = {}, blocks = {}, rows = {}, waits = [] } = recorded;
  return new Map([
    ...(error === undefined ? [] : [['fails', error] as const]),
    ...(transaction === undefined ? [] : [['in a transaction', transaction] as const]),
    ...Object.entries(locks).map(([name, mode]) => [`lock on ${name}`, mode] as const),
    ...rewrites.map((name) => [`rewrite of ${name}`, 'yes'] as const),
    ...rebuilds.map((name) => [`rebuild of ${name}`, 'yes'] as const),
    ...Object.entries(scans).map(([name, times]) => [`scan of ${name}`, times === 1 ? 'yes' : `yes, ${times} times`] as const),
    ...Object.entries(blocks).filter(([, uses]) => uses.length > 0).map(([name, uses]) => [`blocked on ${name}`, waiting(uses)] as const),
    ...Object.entries(rows).map(([name, uses]) => [`waits for rows of ${name}`, uses.join(', ')] as const),
    ...listed('waits for', waits),
  ]);
}

/** Why something cannot be seen: a table has no rows to scan, a lock is there already. */
function unseen(about: string, { empty = [] }: Recorded, held: Observed['held']): string | undefined {
  if (empty.some((name) => about === `scan of ${name}`)) return 'has no rows';
  const mode = held.get(/^lock on (.*)$/.exec(about)?.[1] ?? '');
  return mode && `${mode}, held already`;
}

function lockWords(locks: readonly Lock[]): readonly (readonly [string, string])[] {
  return [...new Set(locks.map(nameOf))].map((name) => {
    const own = locks.filter((lock) => nameOf(lock) === name);
    const [sure, suspected] = [strongest(own.filter(({ certain }) => certain)), strongest(own)];
    return [`lock on ${name}`, sure === suspected || suspected === undefined ? sure ?? '' : [sure, `perhaps ${suspected}`].filter(Boolean).join(', ')];
  });
}

function strongest(locks: readonly Lock[]): LockMode | undefined {
  const [first, ...rest] = locks;
  return first && rest.reduce((mode, lock) => stronger(mode, lock.mode), first.mode);
}

const EVERYTHING = 5;

function waiting(uses: readonly string[], suspected: readonly string[] = []): string {
  if (uses.length === EVERYTHING) return 'everything';
  return [...uses, ...(suspected.length > 0 ? [`perhaps ${suspected.join(', ')}`] : [])].join(', ');
}

function listed(about: string, all: readonly string[]): readonly (readonly [string, string])[] {
  return all.length === 0 ? [] : [[about, all.join(', ')]];
}

function nameOf({ on }: Lock | Work): string {
  return on.kind === 'relation' ? labelOf(on.relation, HOME) : on.name;
}
