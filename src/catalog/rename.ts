import type { Named } from '../sql/name.ts';
import { renameConstraint } from './alter-constraint.ts';
import type { Draft } from './draft.ts';
import { keyOn } from './held-constraint.ts';
import { renameRelation } from './relations.ts';

/** ALTER TABLE renames relations of every type. The constraint of an index follows. */
export function rename(draft: Draft, name: Named, to: string): void {
  const record = draft.touch(name, name.type === 'index' ? 'index' : 'table');
  const key = record && keyOn(draft, record);
  if (key) renameConstraint(draft, key.table, key.name, to);
  else if (record) renameRelation(draft, record, to);
}
