import type { Relation } from '../../src/catalog/object.ts';
import { atLeast, stronger } from '../../src/effects/conflicts.ts';
import type { Lock, LockMode, Major, StatementEffects, Work } from '../../src/effects/effect.ts';
import type { Bed } from './bed.ts';
import { effectsOn, send } from './bed.ts';
import type { Form, Version } from './truth.ts';
import { strongest, versionOn } from './truth.ts';

/** Tables without rows: what goes through them shows no scan, and nothing in them can be NULL. */
const EMPTY = new Set(['em_', 'inh', 'fkp']);

/** Forms whose scans are those of their rows, which no effect speaks of. */
const OF_ROWS = new Set(['dml']);

interface Predicted { readonly effects: readonly StatementEffects[]; readonly bed: Bed }

/** Where the prediction for a form differs from what was measured on a major; empty: equal. */
export function differences(bed: Bed, form: Form, major: Major): readonly string[] {
  const measured = versionOn(form, major);
  if (!measured) return [];
  const predicted = predict(bed, form, major);
  const { effects } = predicted;
  const unknown = effects.some((one) => one.unknown.length > 0) ? ['is unknown'] : [];
  if (measured.error && measured.tx) return [...unknown, ...errors(effects, measured)];
  return [
    ...unknown, ...errors(effects, measured), ...transaction(effects, measured),
    ...(measured.error ? [] : [
      ...locks(predicted, measured), ...rewrites(predicted, measured), ...rebuilds(predicted, measured), ...waits(effects, measured),
      ...(OF_ROWS.has(form.group) ? [] : scans(predicted, measured)),
    ]),
  ];
}

/** The first major that has the syntax, on the bed of the last one. What `pre` brings is not the form's. */
export function sinceDiffers(bed: Bed, form: Form): readonly string[] {
  if (form.pre) return [];
  const since = Math.max(...predict(bed, form, 18).effects.map((effects) => effects.since));
  return since === (form.since ?? 13) ? [] : [`since ${since}, is ${form.since ?? 13}`];
}

/** Does the prediction leave something open? */
export function inDoubt(bed: Bed, form: Form): boolean {
  return predict(bed, form, 18).effects.some(({ locks, work }) => [...locks, ...work].some(({ certain }) => !certain));
}

function predict(bed: Bed, form: Form, major: Major): Predicted {
  const texts = typeof form.sql === 'string' ? [form.sql] : form.sql;
  let now = send(bed, ...[form.pre ?? []].flat(), ...form.session ?? []);
  const effects: StatementEffects[] = [];
  const start = now;
  for (const text of texts) {
    effects.push(effectsOn(now, text, major));
    now = send(now, text);
  }
  return { effects, bed: start };
}

function errors(effects: readonly StatementEffects[], { error }: Version): readonly string[] {
  const failure = effects.map(({ fails }) => fails).find((fails) => fails !== undefined);
  const expected = error?.slice(0, 5);
  if (failure?.sqlstate === expected) return [];
  const onlyWithRows = !expected && failure?.when === 'rows exist' && effects.every((one) => one.locks.every((lock) => EMPTY.has(nameOf(lock))));
  return onlyWithRows ? [] : [`fails: ${failure?.sqlstate ?? 'no'}, is ${expected ?? 'no'}`];
}

function transaction(effects: readonly StatementEffects[], { tx }: Version): readonly string[] {
  const refused = effects.some((one) => one.transaction === 'refused');
  return refused === !tx ? [] : [`refused in a transaction: ${refused}, is ${!tx}`];
}

function locks({ effects, bed }: Predicted, { locks: measured = {}, tx }: Version): readonly string[] {
  const all = effects.flatMap((one) => one.locks);
  const relations = bed.catalog.relations();
  const expected = new Map(Object.entries(measured).flatMap(([name, modes]) =>
    (name === 't.*' ? indexesOf(bed, 't') : [name]).map((one) => [one, strongest(modes)] as const)));
  const names = new Set([...expected.keys(), ...all.map(nameOf)]);
  return [...names].flatMap((name) => {
    const own = all.filter((lock) => nameOf(lock) === name);
    const sure = strongestOf(own.filter(({ certain }) => certain));
    const is = expected.get(name);
    if (sure === is || (sure === undefined && is !== undefined && own.some(({ mode }) => mode === is))) return [];
    if (sure === undefined && is === undefined) return [];
    if (is !== undefined && own.some(({ mode, certain }) => !certain && mode === is)) return [];
    const index = relations.find((relation) => relation.name === name && relation.type === 'index');
    if (index && isCovered(index, sure, is, expected, bed, tx)) return [];
    return [`locks ${name}: ${sure ?? 'no'}, is ${is ?? 'no'}`];
  });
}

/** Locks on an index that say no more than those on its table, or that every query takes. */
function isCovered(index: Relation, sure: LockMode | undefined, is: LockMode | undefined, expected: ReadonlyMap<string, LockMode>, bed: Bed, tx: boolean): boolean {
  if (!tx) return true;
  if (sure !== undefined || is === undefined) return false;
  const table = bed.catalog.relations().find((one) => indexesOf(bed, one.name).includes(index.name));
  const lock = table && expected.get(table.name);
  return atLeast('ROW EXCLUSIVE', is) || (lock !== undefined && atLeast(lock, is));
}

function rewrites({ effects, bed }: Predicted, { rewrite = [] }: Version): readonly string[] {
  const truncated = effects.some((one) => one.work.length === 0 && one.locks.some(({ mode }) => mode === 'ACCESS EXCLUSIVE')) && rewrite.length > 0;
  const work = effects.flatMap((one) => one.work).filter(({ kind }) => kind === 'rewrite');
  return truncated ? [] : differ('rewrites', namesOf(work, isTable(bed)), rewrite);
}

function rebuilds({ effects, bed }: Predicted, { rebuilt = [], rewrite = [] }: Version): readonly string[] {
  const withTable = new Set(rewrite.flatMap((table) => indexesOf(bed, table)));
  const expected = rebuilt.flatMap((name) => (name === 't.*' ? indexesOf(bed, 't') : [name])).filter((name) => !withTable.has(name));
  const work = effects.flatMap((one) => one.work).filter(({ kind }) => kind === 'rewrite' || kind === 'index build');
  return differ('rebuilds', namesOf(work, (name) => !isTable(bed)(name)), expected);
}

function scans({ effects, bed }: Predicted, { scans: measured = {}, rewrite = [], rebuilt = [] }: Version): readonly string[] {
  const all = effects.flatMap((one) => one.work).filter(({ kind }) => kind !== 'row changes');
  const tableOf = (name: string) => bed.catalog.relations().find((one) => indexesOf(bed, one.name).includes(name))?.name ?? name;
  const work = namesOf(all, () => true);
  const copied = (name: string) => !(name in measured) && (rewrite.includes(name) || rebuilt.some((index) => tableOf(index) === name));
  const through = (names: readonly string[]) => [...new Set(names.map(tableOf))].filter((name) => !EMPTY.has(name) && !copied(name));
  return differ('scans', { sure: through(work.sure), suspected: through(work.suspected) }, Object.keys(measured));
}

/** Recording stopped at eight waits. Waits for the lock itself are no waits of their own. */
function waits(effects: readonly StatementEffects[], { waits: measured = [] }: Version): readonly string[] {
  const times = measured.filter((wait) => wait.for.startsWith('virtualxid')).reduce((sum, wait) => sum + (wait.times ?? 1), 0);
  const predicted = effects.flatMap((one) => one.waits).length;
  return times === predicted || times === 8 ? [] : [`waits ${predicted} times, is ${times}`];
}

interface Names { readonly sure: readonly string[]; readonly suspected: readonly string[] }

function namesOf(work: readonly Work[], which: (name: string) => boolean): Names {
  const names = (certain: boolean) => [...new Set(work.filter((one) => one.certain === certain).map(nameOf))].filter(which);
  return { sure: names(true), suspected: names(false) };
}

function differ(what: string, { sure, suspected }: Names, measured: readonly string[]): readonly string[] {
  const extra = sure.filter((name) => !measured.includes(name)).map((name) => `${what} ${name}: yes, is no`);
  const missing = measured.filter((name) => !sure.includes(name) && !suspected.includes(name)).map((name) => `${what} ${name}: no, is yes`);
  return [...extra, ...missing];
}

function strongestOf(locks: readonly Lock[]): LockMode | undefined {
  const [first, ...rest] = locks;
  return first && rest.reduce((mode, lock) => stronger(mode, lock.mode), first.mode);
}

function nameOf({ on }: Lock | Work): string {
  return on.kind === 'relation' ? on.relation.name : on.name;
}

function indexesOf({ catalog }: Bed, table: string): readonly string[] {
  const relation = catalog.relations().find((one) => one.name === table && one.type !== 'index');
  const indexes = relation && catalog.indexes(relation);
  return indexes?.known ? indexes.value.map((index) => index.relation.name) : [];
}

function isTable({ catalog }: Bed): (name: string) => boolean {
  return (name) => catalog.relations().some((one) => one.name === name && one.type !== 'index');
}
