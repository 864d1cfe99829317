import type { OperationOf } from '../operations/operation.ts';
import { attach } from './attached.ts';
import type { Draft } from './draft.ts';

/** A publication of single tables hangs on each of them; one of all tables, or of schemas, on none. */
export function publish(draft: Draft, publication: string, tables: OperationOf<'create publication'>['tables']): void {
  for (const { table, columns } of tables) {
    const record = draft.touch(table);
    if (!record) continue;
    attach(draft, record.relation.id, { kind: 'publication', name: publication, columns });
    if (table.only || record.relation.type === 'partitioned') continue;
    for (const child of record.children) attach(draft, child, { kind: 'publication', name: publication, columns });
  }
}

export function alterPublication(draft: Draft, { publication, does, tables, to }: OperationOf<'alter publication'>): void {
  switch (does) {
    case 'add': return publish(draft, publication, tables);
    case 'set':
      unpublish(draft, publication);
      return publish(draft, publication, tables);
    case 'drop': return unpublish(draft, publication, new Set(tables.flatMap(({ table }) => draft.find(table)?.relation.id ?? [])));
    case 'rename': return to === undefined ? undefined : renamePublication(draft, publication, to);
    case 'options': case 'owner': return;
  }
}

/** Takes it from the tables with these ids, or from all. */
export function unpublish(draft: Draft, publication: string, from?: ReadonlySet<string>): void {
  for (const { relation, attached } of draft.state.records.values()) {
    if (from && !from.has(relation.id)) continue;
    const left = attached.filter(({ kind, name }) => kind !== 'publication' || name !== publication);
    if (left.length < attached.length) draft.update(relation.id, () => ({ attached: left }));
  }
}

function renamePublication(draft: Draft, publication: string, to: string): void {
  for (const { relation, attached } of draft.state.records.values()) {
    if (!attached.some(({ kind, name }) => kind === 'publication' && name === publication)) continue;
    draft.update(relation.id, () => ({ attached: attached.map((one) => (one.kind === 'publication' && one.name === publication ? { ...one, name: to } : one)) }));
  }
}
