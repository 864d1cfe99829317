import type { Catalog } from '../catalog/catalog.ts';
import type { Relation } from '../catalog/object.ts';
import { blockedBy } from '../effects/blocked.ts';
import { atLeast, stronger } from '../effects/conflicts.ts';
import type { Lock, LockMode, Wait, Work } from '../effects/effect.ts';
import { isRefusal } from '../server/observer/observation.ts';
import type { Predicted } from './predicted.ts';
import type { Recorded } from './recorded.ts';
import { labelOf } from './recorded.ts';

/** One point in which what is predicted differs from what was observed. */
export interface Difference { readonly about: string; readonly predicted: string; readonly observed: string }

/** A prediction beside an observation, whose relations are named without the schema `home`. */
interface Pair { readonly predicted: Predicted; readonly observed: Recorded; readonly home: string }

/** Where a prediction differs from what was observed; empty: equal. */
export function differences(predicted: Predicted, observed: Recorded, home: string): readonly Difference[] {
  const pair: Pair = { predicted, observed, home };
  const known = predicted.effects.some((one) => one.unknown.length > 0) ? [{ about: 'effects', predicted: 'unknown', observed: 'some' }] : [];
  const failed = observed.error !== undefined;
  return [
    ...known, ...errors(pair),
    ...(failed && !observed.transaction ? [] : transaction(pair)),
    ...(failed ? [] : [...locks(pair), ...rewrites(pair), ...rebuilds(pair), ...scans(pair), ...blocks(pair), ...waits(pair)]),
  ];
}

function errors({ predicted: { effects }, observed, home }: Pair): readonly Difference[] {
  const failure = effects.map(({ fails }) => fails).find((fails) => fails !== undefined);
  const state = observed.error?.slice(0, 5);
  if (failure?.sqlstate === state) return [];
  // That a transaction refuses it is told by itself.
  const is = state !== undefined && isRefusal(state) && effects.some((one) => one.transaction === 'refused') ? undefined : state;
  if (failure?.sqlstate === is) return [];
  const locked = effects.flatMap((one) => one.locks).map((lock) => nameOf(lock, home));
  const onlyWithRows = !is && failure?.when === 'rows exist' && locked.every((name) => isEmpty(name, observed));
  return onlyWithRows ? [] : [{ about: 'fails', predicted: failure?.sqlstate ?? 'no', observed: observed.error ?? 'no' }];
}

/** What is refused wherever it is sent has been told as a failure. */
function transaction({ predicted: { effects }, observed }: Pair): readonly Difference[] {
  if (effects.some(({ fails }) => fails !== undefined && isRefusal(fails.sqlstate))) return [];
  const refused = effects.some((one) => one.transaction === 'refused');
  return refused === (observed.transaction === 'refused') ? [] : [{ about: 'in a transaction', predicted: refused ? 'refused' : 'allowed', observed: observed.transaction ?? 'allowed' }];
}

/** Outside a transaction nothing stops a statement that asks for what readers and writers ask for: see observeOutside. */
function locks(pair: Pair): readonly Difference[] {
  const { predicted: { effects, catalog }, observed, home } = pair;
  const all = effects.flatMap((one) => one.locks);
  const names = new Set([...Object.keys(observed.locks ?? {}), ...all.map((lock) => nameOf(lock, home))]);
  return [...names].filter((name) => !isComposite(name, catalog)).flatMap((name) => {
    const own = all.filter((lock) => nameOf(lock, home) === name);
    const sure = strongestOf(own.filter(({ certain }) => certain));
    const is = observed.locks?.[name];
    if (sure === is || own.some(({ mode, certain }) => !certain && mode === is)) return [];
    if (sure && !is && observed.transaction === 'refused' && atLeast('ROW EXCLUSIVE', sure)) return [];
    const index = catalog.relations().find((relation) => relation.type === 'index' && labelOf(relation, home) === name);
    if (index && isCovered(index, sure, is, pair)) return [];
    return [{ about: `lock on ${name}`, predicted: sure ?? 'no', observed: is ?? 'no' }];
  });
}

/** Locks on an index that say no more than those on its table, or that every query takes. Outside a transaction they are seen by chance. */
function isCovered(index: Relation, sure: LockMode | undefined, is: LockMode | undefined, { predicted: { catalog }, observed, home }: Pair): boolean {
  if (observed.transaction === 'refused') return true;
  const table = catalog.relations().find((one) => one.type !== 'index' && indexesOf(one, catalog).some(({ id }) => id === index.id));
  const lock = table && observed.locks?.[labelOf(table, home)];
  const covered = (mode: LockMode) => lock !== undefined && atLeast(lock, mode);
  return is !== undefined && (covered(is) || atLeast('ROW EXCLUSIVE', is)) && (sure === undefined || covered(sure));
}

function rewrites({ predicted: { effects, catalog }, observed, home }: Pair): readonly Difference[] {
  const is = observed.rewrites ?? [];
  const truncated = effects.some((one) => one.work.length === 0 && one.locks.some(({ mode }) => mode === 'ACCESS EXCLUSIVE')) && is.length > 0;
  const work = effects.flatMap((one) => one.work).filter(({ kind }) => kind === 'rewrite');
  return truncated ? [] : differ('rewrite of', namesOf(work, home, (name) => !isIndex(name, catalog, home)), is);
}

function rebuilds(pair: Pair): readonly Difference[] {
  const { predicted: { effects, catalog }, observed, home } = pair;
  const withTable = new Set(catalog.relations().filter((table) => observed.rewrites?.includes(labelOf(table, home))).flatMap((table) => indexesOf(table, catalog)).map((index) => labelOf(index, home)));
  const work = effects.flatMap((one) => one.work).filter(({ kind }) => kind === 'rewrite' || kind === 'index build');
  const is = (observed.rebuilds ?? []).filter((name) => !withTable.has(name) && !isNewUnderItsName(name, work, pair));
  return differ('rebuild of', namesOf(work, home, (name) => isIndex(name, catalog, home)), is);
}

/** DROP CONSTRAINT and ADD CONSTRAINT of one name: an index is built on the table. */
function isNewUnderItsName(index: string, work: readonly Work[], { predicted: { catalog }, home }: Pair): boolean {
  const built = work.filter(({ kind }) => kind === 'index build').map(({ on }) => on);
  return built.some((on) => on.kind === 'relation' && indexesOf(on.relation, catalog).some((one) => labelOf(one, home) === index));
}

function scans({ predicted: { effects, catalog, ofRows }, observed, home }: Pair): readonly Difference[] {
  const { scans: is = {}, rewrites: rewritten = [], rebuilds: rebuilt = [], drops: gone = [] } = observed;
  const all = effects.flatMap((one) => one.work).filter(({ kind }) => kind !== 'row changes').map((work) => asFarAsRowsGo(work, observed));
  const tableOf = (name: string) => {
    const table = catalog.relations().find((one) => one.type !== 'index' && indexesOf(one, catalog).some((index) => labelOf(index, home) === name));
    return table ? labelOf(table, home) : name;
  };
  const copied = (name: string) => !(name in is) && (rewritten.includes(name) || rebuilt.some((index) => tableOf(index) === name));
  const unseen = (name: string) => isEmpty(name, observed) || copied(name) || gone.includes(name);
  const through = (names: readonly string[]) => [...new Set(names.map(tableOf))].filter((name) => !unseen(name));
  const { sure, suspected } = namesOf(all, home, () => true);
  return differ('scan of', { sure: through(sure), suspected: ofRows ? Object.keys(is) : through(suspected) }, Object.keys(is));
}

/** Without referencing rows nobody looks for the rows that they reference. */
function asFarAsRowsGo(work: Work, { empty = [] }: Recorded): Work {
  return work.role === 'referenced' && empty.length > 0 ? { ...work, certain: false } : work;
}

function blocks({ predicted: { effects, catalog, major }, observed, home }: Pair): readonly Difference[] {
  const all = blockedBy(effects.flatMap((one) => one.locks), catalog, major);
  return Object.entries(observed.blocks ?? {}).flatMap(([name, is]) => {
    const own = all.filter(({ on }) => (on.kind === 'relation' ? labelOf(on.relation, home) : on.name) === name);
    const [uses, suspected] = [own.flatMap((one) => one.uses), own.flatMap((one) => one.suspected)];
    const equal = uses.every((use) => is.includes(use) || observed.elsewhere?.[name]?.includes(use)) && is.every((use) => uses.includes(use) || suspected.includes(use));
    return equal ? [] : [{ about: `blocked on ${name}`, predicted: uses.join(' ') || 'nothing', observed: is.join(' ') || 'nothing' }];
  });
}

/** Old snapshots are waited for once for each index, that of the TOAST table among them. */
function waits({ predicted: { effects }, observed }: Pair): readonly Difference[] {
  const told = (all: readonly Wait['for'][]) => all.filter((who, at) => who !== 'old snapshots' || all[at - 1] !== who).join(', ');
  const predicted = told(effects.flatMap((one) => one.waits).map((wait) => wait.for));
  const is = told(observed.waits ?? []);
  return predicted === is ? [] : [{ about: 'waits for', predicted: predicted || 'nobody', observed: is || 'nobody' }];
}

interface Names { readonly sure: readonly string[]; readonly suspected: readonly string[] }

function namesOf(work: readonly Work[], home: string, which: (name: string) => boolean): Names {
  const names = (certain: boolean) => [...new Set(work.filter((one) => one.certain === certain).map((one) => nameOf(one, home)))].filter(which);
  return { sure: names(true), suspected: names(false) };
}

function differ(what: string, { sure, suspected }: Names, is: readonly string[]): readonly Difference[] {
  const extra = sure.filter((name) => !is.includes(name)).map((name) => ({ about: `${what} ${name}`, predicted: 'yes', observed: 'no' }));
  const missing = is.filter((name) => !sure.includes(name) && !suspected.includes(name)).map((name) => ({ about: `${what} ${name}`, predicted: 'no', observed: 'yes' }));
  return [...extra, ...missing];
}

function strongestOf(locks: readonly Lock[]): LockMode | undefined {
  const [first, ...rest] = locks;
  return first && rest.reduce((mode, lock) => stronger(mode, lock.mode), first.mode);
}

function nameOf({ on }: Lock | Work, home: string): string {
  return on.kind === 'relation' ? labelOf(on.relation, home) : on.name;
}

/** Its lock is one among changes of the type: it has no rows that anybody reads or writes. */
function isComposite(name: string, catalog: Catalog): boolean {
  return catalog.userTypes().some((own) => own.type === 'composite' && own.name === name);
}

function isEmpty(name: string, { empty = [] }: Recorded): boolean {
  return empty.includes(name);
}

function indexesOf(table: Relation, catalog: Catalog): readonly Relation[] {
  if (table.type === 'index' || table.type === 'sequence') return [];
  const indexes = catalog.indexes(table);
  return indexes.known ? indexes.value.map((index) => index.relation) : [];
}

function isIndex(name: string, catalog: Catalog, home: string): boolean {
  return catalog.relations().some((one) => one.type === 'index' && labelOf(one, home) === name);
}
