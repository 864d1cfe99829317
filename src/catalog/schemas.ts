import type { OperationOf } from '../operations/operation.ts';
import { dropRelation } from './drop.ts';
import type { Draft } from './draft.ts';
import { moveRelation } from './relations.ts';

/** The history knows all that is in a schema which it made. */
export function createSchema(draft: Draft, { schema, ifNotExists }: OperationOf<'create schema'>): void {
  const there = draft.state.schemas.get(schema)?.exists === true;
  if (there) return;
  draft.setSchema({ name: schema, exists: true, whole: !ifNotExists || draft.state.complete });
}

export function dropSchema(draft: Draft, { schema }: OperationOf<'drop schema'>): void {
  for (const id of relationsIn(draft, schema)) {
    const record = draft.record(id);
    if (record) dropRelation(draft, record);
  }
  for (const type of draft.state.types.values()) {
    if (type.type?.schema === schema) draft.setType(schema, type.type.name, undefined);
  }
  draft.setSchema({ name: schema, exists: false, whole: true });
}

export function renameSchema(draft: Draft, { schema, to }: OperationOf<'rename schema'>): void {
  const whole = draft.state.schemas.get(schema)?.whole ?? draft.state.complete;
  draft.setSchema({ name: to, exists: true, whole });
  for (const id of relationsIn(draft, schema)) {
    if (draft.record(id)?.relation.schema === schema) moveRelation(draft, id, to);
  }
  for (const { type } of draft.state.types.values()) {
    if (type?.schema !== schema) continue;
    draft.setType(schema, type.name, undefined);
    draft.setType(to, type.name, { ...type, schema: to });
  }
  draft.setSchema({ name: schema, exists: false, whole: true });
}

function relationsIn(draft: Draft, schema: string): readonly string[] {
  return draft.state.records.values().filter(({ relation }) => relation.schema === schema).map(({ relation }) => relation.id);
}
