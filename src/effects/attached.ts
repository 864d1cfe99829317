import type { Attached } from '../catalog/object.ts';
import type { Known } from '../catalog/doubt.ts';
import { HISTORY_INCOMPLETE } from '../catalog/doubt.ts';
import type { OperationOf } from '../operations/operation.ts';
import type { Named } from '../sql/name.ts';
import type { Role } from './effect.ts';
import type { Form, Here } from './form.ts';
import { lockAll } from './form.ts';
import type { Found, Moment } from './moment.ts';
import { concerned, find, lastKnown, suspected } from './moment.ts';
import type { Concerned, Part } from './part.ts';
import { below } from './tree.ts';

/** A trigger for each row is made in the partitions as well; one for each statement is the table's own. */
export function createTrigger({ table, eachRow, replace, from }: OperationOf<'create trigger'>, here: Here): readonly Part[] {
  const found = find(table, here);
  return [
    ...(replace ? [{ kind: 'since', major: 14 } as const] : []),
    ...(found && eachRow ? lockAll(here, below(found, 'partitions', here)) : []),
    ...lockAll(here, named(from ? [from] : [], 'referenced', here)),
  ];
}

/** Of what is not there, IF EXISTS keeps no lock. */
export function dropAttachedForm({ table, ifExists, ...named }: OperationOf<'drop trigger' | 'drop policy' | 'drop rule'>, moment: Moment): Partial<Form> {
  const found = ifExists ? find(table, moment) : undefined;
  if (!found) return {};
  if (!found.relation) return { certain: false };
  const attached = moment.before.attachedTo(found.relation);
  const [kind, name] = 'trigger' in named ? ['trigger', named.trigger.name] : 'policy' in named ? ['policy', named.policy.name] : ['rule', named.rule.name];
  if (lastKnown(attached).some((one) => one.kind === kind && one.name === name)) return {};
  return attached.known ? { lock: 'none', others: {} } : { certain: false };
}

/** Copies in partitions go, or are switched, with the trigger that they are copies of. */
export function triggerBelow({ table, trigger }: { readonly table: Named; readonly trigger: Named | undefined }, here: Here): readonly Part[] {
  const found = find(table, here);
  if (!found) return [];
  const which = hasRowTrigger(found, trigger?.name, here);
  if (which === 'no') return [];
  return lockAll(here, below(found, 'partitions', here).map((one) => ({ ...one, certain: one.certain && which === 'yes' })));
}

function hasRowTrigger({ relation }: Found, name: string | undefined, { before }: Moment): 'yes' | 'no' | 'unknown' {
  if (!relation) return 'unknown';
  const attached = before.attachedTo(relation);
  const triggers = lastKnown(attached).filter((one) => one.kind === 'trigger' && (name === undefined || one.name === name));
  if (triggers.some((one) => one.kind === 'trigger' && one.eachRow)) return 'yes';
  return attached.known || triggers.length > 0 ? 'no' : 'unknown';
}

/** From 15 on ALTER TRIGGER renames the copies of all partitions and looks into each of them. */
export function renameTrigger({ table }: OperationOf<'rename trigger'>, here: Here): readonly Part[] {
  const found = find(table, here);
  return found ? lockAll(here, below(found, 'partitions', here)) : [];
}

/** The relations that a policy or rule names are locked while it is made; those behind a view are not. */
export function attachedReads({ reads, writes = [] }: { readonly reads: readonly Named[]; readonly writes?: readonly Named[] }, here: Here): readonly Part[] {
  return [
    ...named(reads, 'table', here).map((one): Part => ({ kind: 'lock', ...one, mode: 'ACCESS SHARE' })),
    ...named(writes, 'table', here).map((one): Part => ({ kind: 'lock', ...one, mode: 'ROW EXCLUSIVE' })),
  ];
}

export function dropStatistics({ statistics, ifExists }: OperationOf<'drop statistics'>, here: Here): readonly Part[] {
  const { places, rest } = tablesWith((one) => one.kind === 'statistics' && one.name === statistics.name
    && (statistics.schema ?? one.schema) === one.schema, here);
  if (places.length > 0) return lockAll(here, places);
  return rest || !ifExists ? lockAll(here, [suspected(`the table of statistics ${statistics.name}`, HISTORY_INCOMPLETE, 'table')]) : [];
}

/** SET locks the tables that are published until then as well. */
export function publish({ tables, ...operation }: OperationOf<'create publication' | 'alter publication'>, here: Here): readonly Part[] {
  const { places, rest } = operation.kind === 'alter publication' && operation.does === 'set'
    ? tablesWith((one) => one.kind === 'publication' && one.name === operation.publication, here)
    : { places: [], rest: false };
  const all = tables.flatMap(({ table }) => {
    const found = find(table, here);
    const children = found?.relation?.type === 'partitioned' || !found ? [] : below(found, 'descendants', here);
    return found ? [{ on: found.on, role: 'table', certain: true } as const, ...children] : [];
  });
  const others = rest ? [suspected(`tables that ${operation.publication} publishes`, HISTORY_INCOMPLETE, 'table')] : [];
  return lockAll(here, [...all, ...places, ...others].map((one) => ({ ...one, role: 'table' })));
}

/** The tables with something of that description, and whether there may be more. */
export function tablesWith(fits: (one: Attached) => boolean, { before }: Moment): { readonly places: readonly Concerned[]; readonly rest: boolean } {
  const all = before.relations().filter(({ type }) => type !== 'index' && type !== 'sequence').map((relation) => ({ relation, attached: before.attachedTo(relation) }));
  const has = ({ attached }: { readonly attached: Known<readonly Attached[]> }) => lastKnown(attached).some(fits);
  return { places: all.filter(has).map(({ relation }) => concerned(relation, 'table')), rest: all.some(({ attached }) => !attached.known) };
}

/** What names a column and neither follows its type nor goes without CASCADE. */
export function usersOf({ relation }: Found, column: string, { before }: Moment): readonly Attached[] {
  const users = relation ? lastKnown(before.attachedTo(relation)) : [];
  return users.filter((one) => one.kind !== 'statistics' && one.columns.includes(column));
}

function named(names: readonly Named[], role: Role, here: Here): readonly Concerned[] {
  return names.flatMap((name) => {
    const found = find(name, here);
    return found ? [{ on: found.on, role, certain: true }] : [];
  });
}
