import type { Kind, OperationOf } from '../../operations/operation.ts';
import type { Named } from '../../sql/name.ts';
import type { Draft } from '../draft.ts';
import { alone } from '../inheritance.ts';
import type { RelationRecord } from '../record.ts';

/** What kinds of operations make of the catalog; `NOTHING`: they change rows, settings or locks alone. */
export type Folds<K extends Kind> = { readonly [One in K]: (draft: Draft, operation: OperationOf<One>) => void };

export const NOTHING = (): void => undefined;

export function onTable(draft: Draft, name: Named, does: (record: RelationRecord) => void): void {
  const record = draft.touch(name, name.type === 'index' ? 'index' : 'table');
  if (record) does(record);
}

/** The same, where ONLY leaves out what stands below it. */
export function onMeant(draft: Draft, name: Named, does: (record: RelationRecord) => void): void {
  onTable(draft, name, (record) => (name.only ? alone(draft, record, does) : does(record)));
}
