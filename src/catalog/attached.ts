import type { OperationOf } from '../operations/operation.ts';
import type { Named, ObjectName } from '../sql/name.ts';
import type { Draft } from './draft.ts';
import { firstFree, joinedColumns } from './made-name.ts';
import type { Attached } from './object.ts';
import type { RelationRecord } from './record.ts';

type Kind = Attached['kind'];

/** The one of that kind and name, if the table has it. */
export function attachedNamed({ attached }: RelationRecord, kind: Kind, name: string): Attached | undefined {
  return attached.find((one) => one.kind === kind && one.name === name);
}

/** Puts it there, in the place of one of the same kind and name. */
export function attach(draft: Draft, id: string, made: Attached): void {
  change(draft, id, (attached) => [...attached.filter(({ kind, name }) => kind !== made.kind || name !== made.name), made]);
}

function change(draft: Draft, id: string, does: (attached: readonly Attached[]) => readonly Attached[]): void {
  draft.update(id, ({ attached }) => ({ attached: does(attached) }));
}

/** A trigger for each row of a partitioned table is in its partitions as well, now and in those to come. */
export function createTrigger(draft: Draft, { table, trigger, function: { name }, columns, eachRow, events, text }: OperationOf<'create trigger'>): void {
  const record = draft.touch(table);
  if (record) putTrigger(draft, record, { kind: 'trigger', name: trigger.name, columns, function: name, eachRow, events, enabled: true, inherited: false, definition: text });
}

function putTrigger(draft: Draft, { relation }: RelationRecord, trigger: Extract<Attached, { kind: 'trigger' }>): void {
  attach(draft, relation.id, trigger);
  if (relation.type !== 'partitioned' || !trigger.eachRow) return;
  for (const child of draft.record(relation.id)?.children ?? []) {
    const below = draft.record(child);
    if (below) putTrigger(draft, below, { ...trigger, inherited: true });
  }
}

/** A new partition gets the triggers of its parent. */
export function copyTriggers(draft: Draft, parent: RelationRecord, partition: string): void {
  for (const one of parent.attached) {
    const record = draft.record(partition);
    if (record && one.kind === 'trigger' && one.eachRow) putTrigger(draft, record, { ...one, inherited: true });
  }
}

/** A partition that leaves loses them. */
export function loseTriggers(draft: Draft, id: string): void {
  change(draft, id, (attached) => attached.filter((one) => one.kind !== 'trigger' || !one.inherited));
  for (const child of draft.record(id)?.children ?? []) loseTriggers(draft, child);
}

export function detach(draft: Draft, table: Named, kind: Kind, name: string): void {
  const record = draft.touch(table);
  if (record) detachFrom(draft, record.relation.id, kind, name);
}

export function detachFrom(draft: Draft, id: string, kind: Kind, name: string): void {
  change(draft, id, (attached) => attached.filter((one) => one.kind !== kind || one.name !== name));
  if (kind !== 'trigger') return;
  for (const child of draft.record(id)?.children ?? []) {
    const copy = draft.record(child)?.attached.find((one) => one.kind === 'trigger' && one.name === name);
    if (copy?.kind === 'trigger' && copy.inherited) detachFrom(draft, child, kind, name);
  }
}

/** Copies in partitions are renamed as well from 15 on; the catalog, which is free of majors, does as these do. */
export function renameAttached(draft: Draft, table: Named, kind: Kind, name: string, to: string): void {
  const record = draft.touch(table);
  if (record) renameIn(draft, record.relation.id, kind, name, to);
}

function renameIn(draft: Draft, id: string, kind: Kind, name: string, to: string): void {
  change(draft, id, (attached) => attached.map((one) => (one.kind === kind && one.name === name ? { ...one, name: to, definition: undefined } : one)));
  if (kind !== 'trigger') return;
  for (const child of draft.record(id)?.children ?? []) {
    const copy = draft.record(child)?.attached.find((one) => one.kind === 'trigger' && one.name === name);
    if (copy?.kind === 'trigger' && copy.inherited) renameIn(draft, child, kind, name, to);
  }
}

/** ENABLE and DISABLE of one trigger or rule, or of all triggers. */
export function enable(draft: Draft, table: Named, kind: 'trigger' | 'rule', name: string | undefined, enabled: boolean): void {
  const record = draft.touch(table);
  if (!record) return;
  const enableIn = (id: string) => {
    change(draft, id, (attached) => attached.map((one) => (one.kind === kind && (name === undefined || one.name === name) ? { ...one, enabled } : one)));
    if (kind === 'trigger' && !table.only) for (const child of partitionsOf(draft, id)) enableIn(child);
  };
  enableIn(record.relation.id);
}

function partitionsOf(draft: Draft, id: string): readonly string[] {
  const record = draft.record(id);
  return record?.relation.type === 'partitioned' ? record.children : [];
}

export function createPolicy(draft: Draft, { table, policy, columns, command, permissive, text }: OperationOf<'create policy'>): void {
  const record = draft.touch(table);
  if (record) attach(draft, record.relation.id, { kind: 'policy', name: policy.name, columns, command, permissive, definition: text });
}

/** What ALTER POLICY leaves out stays as it was. */
export function alterPolicy(draft: Draft, operation: OperationOf<'alter policy'>): void {
  const record = draft.touch(operation.table);
  if (!record) return;
  const old = attachedNamed(record, 'policy', operation.policy.name);
  const columns = [...new Set([...old?.columns ?? [], ...operation.columns])];
  attach(draft, record.relation.id, { ...(old?.kind === 'policy' ? old : { kind: 'policy', name: operation.policy.name }), columns, definition: undefined });
}

export function createRule(draft: Draft, { table, rule, columns, text }: OperationOf<'create rule'>): void {
  const record = draft.touch(table);
  if (record) attach(draft, record.relation.id, { kind: 'rule', name: rule.name, columns, enabled: true, definition: text });
}

/** Extended statistics have a schema and a name of their own. */
export function createStatistics(draft: Draft, { table, statistics, columns, text }: OperationOf<'create statistics'>): void {
  const record = draft.touch(table);
  if (!record) return;
  const schema = statistics ? draft.schemaFor(statistics) : record.relation.schema;
  const name = statistics?.name ?? firstFree(record.relation.name, joinedColumns(columns), 'stat', (made) => withStatistics(draft, { schema, name: made }).length > 0);
  if (withStatistics(draft, { schema, name }).length === 0) attach(draft, record.relation.id, { kind: 'statistics', name, schema, columns, definition: text });
}

/** The tables (one at most) that statistics of that name are on. */
export function withStatistics(draft: Draft, statistics: Pick<ObjectName, 'schema' | 'name'>): readonly RelationRecord[] {
  const schemas = statistics.schema === undefined ? draft.searchPath : [statistics.schema];
  return draft.state.records.values().filter(({ attached }) =>
    attached.some((one) => one.kind === 'statistics' && one.name === statistics.name && schemas.includes(one.schema)));
}

export function changeStatistics(draft: Draft, statistics: ObjectName, to: ObjectName | undefined): void {
  for (const { relation } of withStatistics(draft, statistics)) {
    change(draft, relation.id, (attached) => attached.flatMap((one) => {
      if (one.kind !== 'statistics' || one.name !== statistics.name) return [one];
      return to ? [{ ...one, name: to.name, schema: to.schema ?? one.schema, definition: undefined }] : [];
    }));
  }
}

/** Columns that go take statistics on them along, and under CASCADE whatever else names them. */
export function detachColumn(draft: Draft, id: string, column: string): void {
  change(draft, id, (attached) => attached.filter(({ columns }) => !columns.includes(column)));
}

export function renameColumnIn(draft: Draft, id: string, name: (column: string) => string): void {
  change(draft, id, (attached) => attached.map((one) => (one.columns.some((column) => name(column) !== column) ? { ...one, columns: one.columns.map(name), definition: undefined } : one)));
}
