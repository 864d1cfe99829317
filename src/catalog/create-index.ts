import type { OperationOf } from '../operations/operation.ts';
import type { Draft } from './draft.ts';
import { addIndex, addParts } from './indexes.ts';
import { doubtOfEarlier, findRelation } from './state.ts';
import { taint } from './taint.ts';

export function createIndex(draft: Draft, operation: OperationOf<'create index'>): void {
  const { name, keys, include, where, unique, method, ifNotExists, only, nullsNotDistinct } = operation;
  const table = draft.touch(operation.table);
  if (!table) return;
  const { schema } = table.relation;
  const found = name && findRelation(draft.state, { schema, name: name.name }, draft.searchPath);
  if (found?.kind === 'found' && (ifNotExists || !found.doubt)) return;

  const lacksParts = only && table.children.length > 0;
  const made = addIndex(draft, table, { unique, method, keys, include, where, ...(nullsNotDistinct && { nullsNotDistinct }), valid: !lacksParts }, name?.name, 'idx');
  if (!only) addParts(draft, table, made);
  const earlier = ifNotExists && found ? doubtOfEarlier(found) : undefined;
  if (earlier) taint(draft, { type: 'index', schema, name: name?.name ?? '', of: table.relation.name }, { ...earlier, about: [operation.table] });
}
