import type { Catalog } from '../../src/catalog/catalog.ts';
import type { Use } from '../../src/effects/conflicts.ts';
import { atLeast } from '../../src/effects/conflicts.ts';
import type { LockMode, Major } from '../../src/effects/effect.ts';
import { LOCK_MODES, MAJORS } from '../../src/effects/effect.ts';
import type { Recorded } from '../../src/observe/recorded.ts';
import { labelOf } from '../../src/observe/recorded.ts';
import type { Bed } from '../effects/bed.ts';
import { send } from '../effects/bed.ts';
import type { Form } from './form.ts';
import { runsOn, statementsOf } from './form.ts';
import { HOME } from './observe-forms.ts';

/** The rows of a form in a table of Markdown: one for each behaviour, with the majors that share it where they differ. */
export function rowsOf(form: Form, bed: Bed, recorded: (major: Major) => Recorded | undefined): readonly string[] {
  const tables = tablesOf(send(bed, form.pre ?? '').catalog);
  const known = MAJORS.filter((major) => runsOn(form, major));
  const behaviours = new Map<string, { readonly majors: Major[]; readonly cells: Cells }>();
  for (const major of known) {
    const one = recorded(major);
    if (!one) continue;
    const cells = cellsOf(one, tables);
    const key = JSON.stringify(cells);
    behaviours.set(key, { cells, majors: [...behaviours.get(key)?.majors ?? [], major] });
  }
  const all = [...behaviours.values()];
  return all.map(({ majors, cells: { locks, blocked, work, notes } }, at) => {
    const told = at === 0 ? statement(form) : '';
    const which = all.length > 1 ? [`**${range(majors)}**`] : [];
    const since = all.length === 1 && form.since !== undefined ? [`since ${form.since}`] : [];
    return `| ${[[told, ...which].filter((part) => part !== '').join('<br>'), locks.join('<br>'), blocked.join('<br>'), work.join('<br>'), [...since, ...notes].join('<br>')].join(' | ')} |`;
  });
}

interface Cells { readonly locks: readonly string[]; readonly blocked: readonly string[]; readonly work: readonly string[]; readonly notes: readonly string[] }

/** The indexes of each table. */
type Tables = ReadonlyMap<string, readonly string[]>;

function tablesOf(catalog: Catalog): Tables {
  return new Map(catalog.relations().filter(({ type }) => type !== 'index' && type !== 'sequence' && type !== 'view').map((table) => {
    const indexes = catalog.indexes(table);
    return [labelOf(table, HOME), indexes.known ? indexes.value.map(({ relation }) => labelOf(relation, HOME)) : []];
  }));
}

function statement({ sql, pre, session, note }: Form): string {
  const parts = statementsOf({ id: '', sql }).map(code).join('; ');
  return [
    parts,
    ...(session ?? []).map((one) => `<sub>with ${code(one)}</sub>`),
    ...(pre === undefined ? [] : [`<sub>after ${code(shortened(pre))}</sub>`]),
    ...(note === undefined ? [] : [`<sub>${note}</sub>`]),
  ].join('<br>');
}

/** What fills tables with rows tells nothing. */
function shortened(pre: string): string {
  return pre.split(/;\s*/).filter((one) => !/^(INSERT|ANALYZE)\b/.test(one)).join('; ');
}

function code(sql: string): string {
  return `\`${sql.replaceAll(/\s+/g, ' ').trim().replaceAll('|', '\\|')}\``;
}

function cellsOf(recorded: Recorded, tables: Tables): Cells {
  return { locks: locks(recorded, tables), blocked: blocked(recorded), work: work(recorded, tables), notes: notes(recorded) };
}

function locks({ locks: all = {} }: Recorded, tables: Tables): readonly string[] {
  const tableOf = (index: string) => [...tables].find(([, indexes]) => indexes.includes(index))?.[0];
  const telling = Object.entries(all).filter(([name, mode]) => {
    const table = tableOf(name);
    if (table === undefined) return true;
    const own = all[table];
    return !atLeast('ROW EXCLUSIVE', mode) && !(own !== undefined && atLeast(own, mode));
  });
  const modes: readonly LockMode[] = [...LOCK_MODES].reverse();
  return modes.flatMap((mode) => {
    const names = telling.filter(([, one]) => one === mode).map(([name]) => name);
    return names.length === 0 ? [] : [`${mode} on ${named(names, tables)}`];
  });
}

/** All indexes of a table in few words. */
function named(names: readonly string[], tables: Tables): string {
  const whole = [...tables].filter(([, indexes]) => indexes.length > 3 && indexes.every((index) => names.includes(index)));
  const covered = new Set(whole.flatMap(([, indexes]) => indexes));
  return [...names.filter((name) => !covered.has(name)).map(code), ...whole.map(([table, indexes]) => `all ${indexes.length} indexes of ${code(table)}`)].join(', ');
}

/** On the table itself, or on another that a query of it comes to, such as a partition. */
function blocked({ blocks = {}, elsewhere = {}, rows = {} }: Recorded): readonly string[] {
  const said = new Map<string, string[]>();
  for (const [table, uses] of Object.entries(blocks)) {
    const words = inWords(USES.filter((use) => uses.includes(use) || elsewhere[table]?.includes(use)));
    if (words) said.set(words, [...said.get(words) ?? [], code(table)]);
  }
  return [
    ...[...said].map(([words, names]) => `${words} on ${names.join(', ')}`),
    ...Object.entries(rows).map(([table, uses]) => `${uses.join(', ')} of the same rows of ${code(table)}`),
  ];
}

const USES: readonly Use[] = ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'FK check'];

function inWords(uses: readonly string[]): string {
  const writes = ['INSERT', 'UPDATE', 'DELETE'];
  if (uses.length === 5) return '**everything**';
  const rest = uses.filter((use) => !writes.includes(use));
  const all = writes.every((use) => uses.includes(use)) ? ['writes', ...rest] : uses;
  return all.map((one) => (one === 'FK check' ? 'FK checks' : one)).join(', ');
}

function work({ rewrites = [], rebuilds = [], reuses = [], scans = {}, invalid = [] }: Recorded, tables: Tables): readonly string[] {
  const withTable = new Set(rewrites.flatMap((table) => tables.get(table) ?? []));
  const built = rebuilds.filter((index) => !withTable.has(index));
  const scanned = Object.keys(scans).filter((table) => !rewrites.includes(table));
  return [
    ...(rewrites.length > 0 ? [`**rewrites** ${named(rewrites, tables)}`] : []),
    ...(built.length > 0 ? [`rebuilds ${named(built, tables)}`] : []),
    ...(scanned.length > 0 ? [`scans ${named(scanned, tables)}`] : []),
    ...(reuses.length > 0 ? [`reuses ${named(reuses, tables)}`] : []),
    ...(invalid.length > 0 ? [`leaves invalid ${named(invalid, tables)}`] : []),
  ];
}

function notes({ transaction, error, waits = [] }: Recorded): readonly string[] {
  return [
    ...(transaction === 'refused' ? ['not in a transaction'] : []),
    ...(waits.length > 0 ? [`waits for ${counted(waits)}`] : []),
    ...(error === undefined ? [] : [`fails: ${error.replaceAll('|', '\\|')}`]),
  ];
}

function counted(waits: readonly string[]): string {
  const runs: { readonly who: string; times: number }[] = [];
  for (const who of waits) {
    const last = runs.at(-1);
    if (last?.who === who) last.times += 1;
    else runs.push({ who, times: 1 });
  }
  return runs.map(({ who, times }) => (times === 1 ? who : `${who} (${times}×)`)).join(', then ');
}

/** "13–17", "14, 16–18" */
function range(majors: readonly Major[]): string {
  const runs: Major[][] = [];
  for (const major of majors) {
    const run = runs.at(-1);
    if (run && run.at(-1) === major - 1) run.push(major);
    else runs.push([major]);
  }
  return runs.map((run) => (run.length === 1 ? `${run[0]}` : `${run[0]}–${run.at(-1)}`)).join(', ');
}
