import type { OperationOf } from '../operations/operation.ts';
import { enable } from './attached.ts';
import { changeColumn } from './columns.ts';
import type { Draft } from './draft.ts';
import { changeConstraint } from './held-constraint.ts';
import { joinParent, leaveParent } from './inheritance.ts';

type AlterTable = OperationOf<'alter table'>;

/** The sub-commands without a kind of their own that change what a catalog holds. */
const FOLDS: Readonly<Record<string, (draft: Draft, operation: AlterTable) => void>> = {
  'ENABLE TRIGGER': switching('trigger', true),
  'ENABLE ALWAYS TRIGGER': switching('trigger', true),
  'ENABLE REPLICA TRIGGER': switching('trigger', false),
  'DISABLE TRIGGER': switching('trigger', false),
  'ENABLE TRIGGER ALL': switching('trigger', true),
  'DISABLE TRIGGER ALL': switching('trigger', false),
  'ENABLE TRIGGER USER': switching('trigger', true),
  'DISABLE TRIGGER USER': switching('trigger', false),
  'ENABLE RULE': switching('rule', true),
  'ENABLE ALWAYS RULE': switching('rule', true),
  'ENABLE REPLICA RULE': switching('rule', false),
  'DISABLE RULE': switching('rule', false),
  'ALTER CONSTRAINT ENFORCED': enforcing(true),
  'ALTER CONSTRAINT NOT ENFORCED': enforcing(false),
  'SET GENERATED': setGenerated,
  'INHERIT': withParent(joinParent),
  'NO INHERIT': withParent(leaveParent),
};

export function alterTable(draft: Draft, operation: AlterTable): void {
  FOLDS[operation.does]?.(draft, operation);
}

/** Does a sub-command without a kind of its own change the catalog? */
export function isFolded({ does }: Pick<AlterTable, 'does'>): boolean {
  return does in FOLDS;
}

function switching(kind: 'trigger' | 'rule', enabled: boolean) {
  return (draft: Draft, { table, part }: AlterTable): void => enable(draft, table, kind, part?.name, enabled);
}

/** What is enforced has been checked; what is not is worth nothing (18). */
function enforcing(enforced: boolean) {
  return (draft: Draft, { table, part }: AlterTable): void => {
    const record = draft.touch(table);
    if (record && part) changeConstraint(draft, record.relation.id, part.name, { enforced, validated: enforced });
  };
}

function withParent(does: typeof joinParent) {
  return (draft: Draft, { table, other }: AlterTable): void => {
    const child = draft.touch(table);
    const parent = other && draft.touch(other);
    if (parent && child) does(draft, parent, child);
  };
}

function setGenerated(draft: Draft, { table, part, to }: AlterTable): void {
  const record = draft.touch(table);
  if (record && part && to !== undefined) changeColumn(draft, record.relation.id, part.name, 'rest', () => ({ identityAlways: to === 'always' ? true : undefined }));
}
