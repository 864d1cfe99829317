import type { ObjectName } from '../sql/name.ts';
import type { Draft } from './draft.ts';

/** What the operation that was folded last has made or changed on a table, by the names in force: nobody may have written them. */
export function newOn(draft: Draft, table: Pick<ObjectName, 'schema' | 'name'>): readonly ObjectName[] {
  const record = draft.find(table);
  if (!record) return [];
  const { schema, name: of } = record.relation;
  const now = <T extends { readonly at: number }>(held: readonly T[]) => held.filter(({ at }) => at === draft.now);
  return [
    ...now(record.columns).map(({ column: { name } }): ObjectName => ({ type: 'column', schema, of, name })),
    ...now(record.constraints).map(({ constraint: { name } }): ObjectName => ({ type: 'constraint', schema, of, name })),
    ...now(record.indexes.flatMap((id) => draft.record(id) ?? [])).map(({ relation: { name } }): ObjectName => ({ type: 'index', schema, of, name })),
  ];
}
