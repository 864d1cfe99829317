import type { OperationOf } from '../operations/operation.ts';
import type { Draft } from './draft.ts';

/** Comments on relations and columns are kept; others are not in the catalog. IS NULL takes one away. */
export function comment(draft: Draft, { on, text }: OperationOf<'comment'>): void {
  if (on?.type === 'relation') {
    const record = draft.find(on);
    if (record) draft.put({ ...record, relation: { ...record.relation, comment: text } });
  }
  if (on?.type === 'column' && on.of !== undefined) {
    const record = draft.find({ schema: on.schema, name: on.of });
    const column = record?.columns.find((held) => held.column.name === on.name);
    if (record && column) changeComment(draft, record.relation.id, on.name, text);
  }
}

function changeComment(draft: Draft, id: string, column: string, text: string | undefined): void {
  draft.update(id, ({ columns }) => ({
    columns: columns.map((held) => (held.column.name === column ? { ...held, column: { ...held.column, comment: text } } : held)),
  }));
}
