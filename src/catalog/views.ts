import type { OperationOf } from '../operations/operation.ts';
import type { Draft } from './draft.ts';
import { link, unlink } from './link.ts';
import type { RelationRecord } from './record.ts';
import { doubtOfEarlier, findRelation } from './state.ts';
import { taint } from './taint.ts';

/** A view is what it reads: its columns come from a query, and nobody asks for them. */
export function createView(draft: Draft, { view, replace, reads, materialized, ifNotExists }: OperationOf<'create view'>): void {
  const schema = draft.schemaFor(view);
  const found = findRelation(draft.state, { schema, name: view.name }, draft.searchPath);
  if (found.kind === 'found') {
    if (replace) setReads(draft, found.it, reads);
    return;
  }
  const made = draft.create({
    schema, name: view.name, type: materialized ? 'matview' : 'view',
    doubts: [{ part: 'columns', doubt: { about: [view], because: 'undecidable' }, at: draft.now + 1 }],
  });
  setReads(draft, made, reads);
  const earlier = ifNotExists ? doubtOfEarlier(found) : undefined;
  if (earlier) taint(draft, { ...view, schema }, { ...earlier, about: [view] });
}

function setReads(draft: Draft, view: RelationRecord, reads: OperationOf<'create view'>['reads']): void {
  const { id } = view.relation;
  for (const read of view.reads) unlink(draft, read, 'views', id);
  const sources = reads.flatMap((name) => draft.touch(name)?.relation.id ?? []);
  draft.update(id, () => ({ reads: [...new Set(sources)] }));
  for (const source of sources) link(draft, source, 'views', id);
}
