import type { OperationOf } from '../operations/operation.ts';
import type { Draft } from './draft.ts';
import { link, unlink } from './link.ts';
import type { RelationRecord } from './record.ts';
import { doubtOfEarlier, findRelation } from './state.ts';
import { taint } from './taint.ts';

/** A view is what it reads: its columns come from a query, and nobody asks for them. */
export function createView(draft: Draft, { view, replace, reads, uses, materialized, withData, ifNotExists, query }: OperationOf<'create view'>): void {
  const schema = draft.schemaFor(view);
  const found = findRelation(draft.state, { schema, name: view.name }, draft.searchPath);
  if (found.kind === 'found') {
    if (replace) {
      setReads(draft, found.it, reads, uses);
      draft.update(found.it.relation.id, () => ({ query }));
    }
    return;
  }
  const made = draft.create({
    schema, name: view.name, type: materialized ? 'matview' : 'view', query,
    doubts: [{ part: 'columns', doubt: { about: [view], because: 'undecidable' }, at: draft.now + 1 }],
  });
  if (materialized && !withData) draft.put({ ...made, relation: { ...made.relation, unpopulated: true } });
  setReads(draft, made, reads, uses);
  const earlier = ifNotExists ? doubtOfEarlier(found) : undefined;
  if (earlier) taint(draft, { ...view, schema }, { ...earlier, about: [view] });
}

/** Whoever may have filled it has. */
export function refreshView(draft: Draft, { view, withData }: OperationOf<'refresh'>): void {
  const record = draft.find(view);
  if (!withData || !record?.relation.unpopulated) return;
  const { unpopulated: _, ...relation } = record.relation;
  draft.put({ ...record, relation });
}

type CreateView = OperationOf<'create view'>;

function setReads(draft: Draft, view: RelationRecord, reads: CreateView['reads'], uses: CreateView['uses']): void {
  const { id } = view.relation;
  for (const read of view.reads) unlink(draft, read, 'views', id);
  const sources = [...new Set(reads.flatMap((name) => draft.touch(name)?.relation.id ?? []))];
  draft.update(id, () => ({ reads: sources, uses: Object.fromEntries(sources.map((source) => [source, columnsUsed(draft, source, sources, uses)])) }));
  for (const source of sources) link(draft, source, 'views', id);
}

/** The columns of one relation that a query over several of them is sure to name. */
function columnsUsed(draft: Draft, source: string, sources: readonly string[], uses: CreateView['uses']): readonly string[] {
  const own = columnsIn(draft, source);
  const others = new Set(sources.filter((other) => other !== source).flatMap((other) => columnsIn(draft, other)));
  const used = uses.flatMap(({ of, column }) => {
    if (of && draft.find(of)?.relation.id !== source) return [];
    if (column === '*') return own;
    return own.includes(column) && (of !== undefined || !others.has(column)) ? [column] : [];
  });
  return [...new Set(used)];
}

function columnsIn(draft: Draft, id: string): readonly string[] {
  return draft.record(id)?.columns.map(({ column }) => column.name) ?? [];
}
