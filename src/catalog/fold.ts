import type { Operation } from '../operations/operation.ts';
import type { Named } from '../sql/name.ts';
import { changeColumn } from './columns.ts';
import { concerns } from './concerns.ts';
import { addConstraint } from './add-constraint.ts';
import { renameConstraint, validateConstraint } from './alter-constraint.ts';
import { keyOn } from './held-constraint.ts';
import { removeConstraint } from './remove-constraint.ts';
import { decide } from './decide.ts';
import { dropColumn, dropNamed } from './drop.ts';
import type { Doubt } from './doubt.ts';
import type { Draft } from './draft.ts';
import { createIndex } from './create-index.ts';
import { attachPart } from './indexes.ts';
import { joinPartition, leavePartition } from './partitions.ts';
import { inPasses } from './passes.ts';
import type { RelationRecord } from './record.ts';
import { moveRelation, renameRelation } from './relations.ts';
import { renameColumn } from './rename-column.ts';
import { createSchema, dropSchema, renameSchema } from './schemas.ts';
import { createSequence, dropIdentitySequence, setOwner } from './sequences.ts';
import { setDoubt } from './set-doubt.ts';
import { addColumn, createTable, makeSequence, own } from './tables.ts';
import { taint } from './taint.ts';
import { addLabel, createType, dropType, renameLabel, renameType } from './types.ts';
import { createView } from './views.ts';

/** One statement. Its conditions speak of the moment before it. */
export function fold(draft: Draft, operations: readonly Operation[]): void {
  const before = draft.state;
  for (const operation of inPasses(operations)) {
    draft.tick();
    const runs = decide(before, guardOf(operation), draft.searchPath);
    if (!runs.known) perhaps(draft, operation, runs.doubt);
    else if (runs.value) apply(draft, operation);
  }
}

/** IF EXISTS on what is dropped says the same as its condition, and drops by name need no answer. */
function guardOf(operation: Operation): Operation['when'] {
  const isOwnGuard = 'ifExists' in operation && operation.ifExists && operation.when.kind === 'exists';
  return isOwnGuard ? { kind: 'always' } : operation.when;
}

/** It may or may not run. What it would take away stays, what it would make is there, and both are in doubt. */
function perhaps(draft: Draft, operation: Operation, doubt: Doubt): void {
  if (!takesAway(operation)) apply(draft, operation);
  const about = concerns(operation);
  for (const name of about) taint(draft, name, { ...doubt, about });
}

function takesAway({ kind }: Operation): boolean {
  return kind.startsWith('drop ') || kind.startsWith('rename ') || kind === 'set schema' || kind === 'detach partition';
}

/** Most statements change rows or settings alone: the catalog before them is the one after them. */
export function changesCatalog(operation: Operation): boolean {
  if (operation.kind === 'run unknown text' || operation.kind === 'other') return operation.reach !== 'nothing' && operation.reach !== 'rows';
  return concerns(operation).length > 0;
}

function apply(draft: Draft, operation: Operation): void {
  switch (operation.kind) {
    case 'create table': return createTable(draft, operation);
    case 'drop table': return dropNamed(draft, operation.table);
    case 'rename table': return rename(draft, operation.table, operation.to.name);
    case 'set schema': return onTable(draft, operation.table, ({ relation }) => moveRelation(draft, relation.id, operation.schema));
    case 'set persistence':
      return onTable(draft, operation.table, (record) => void draft.put({ ...record, relation: { ...record.relation, persistence: operation.persistence } }));
    case 'attach partition': return attach(draft, operation.table, operation.partition, operation.isDefault);
    case 'detach partition': return detach(draft, operation.table, operation.partition);

    case 'add column': return addColumn(draft, operation);
    case 'drop column': return onTable(draft, operation.table, ({ relation }) => dropColumn(draft, relation.id, operation.column.name, operation.cascade));
    case 'rename column': return onTable(draft, operation.table, ({ relation }) => renameColumn(draft, relation.id, operation.column.name, operation.to.name));
    case 'set type': return change(draft, operation, 'type', () => ({ sqlType: operation.to }));
    case 'set not null': return setNotNull(draft, operation);
    case 'drop not null': return dropNotNull(draft, operation);
    case 'set default': return change(draft, operation, 'rest', () => ({ fallback: operation.to }));
    case 'drop default': return change(draft, operation, 'rest', () => ({ fallback: undefined }));
    case 'add identity': return addIdentity(draft, operation.table, operation.column.name);
    case 'drop identity':
      return onTable(draft, operation.table, (record) => {
        dropIdentitySequence(draft, record, operation.column.name);
        change(draft, operation, 'rest', () => ({ identity: false }));
      });
    case 'set expression':
      return change(draft, operation, 'rest', ({ generated }) => ({ generated: { stored: generated?.stored ?? true, as: operation.as } }));
    case 'drop expression': return change(draft, operation, 'rest', () => ({ generated: undefined }));

    case 'add constraint': return onTable(draft, operation.table, ({ relation }) => addConstraint(draft, relation.id, operation.constraint));
    case 'drop constraint': return onTable(draft, operation.table, ({ relation }) => removeConstraint(draft, relation.id, operation.constraint.name));
    case 'validate constraint': return onTable(draft, operation.table, ({ relation }) => validateConstraint(draft, relation.id, operation.constraint.name));
    case 'rename constraint':
      return onTable(draft, operation.table, ({ relation }) => renameConstraint(draft, relation.id, operation.constraint.name, operation.to.name));

    case 'create index': return createIndex(draft, operation);
    case 'drop index': return dropNamed(draft, operation.index);
    case 'rename index': return rename(draft, operation.index, operation.to.name);
    case 'attach index partition': return attachIndex(draft, operation.index, operation.partition);

    case 'create enum': return createType(draft, operation.type, { type: 'enum', labels: operation.labels });
    case 'add enum value': return addLabel(draft, operation);
    case 'rename enum value': return renameLabel(draft, operation);
    case 'create domain': return createType(draft, operation.type, { type: 'domain', base: operation.base, constrained: operation.constrained });
    case 'create composite type': return createType(draft, operation.type, { type: 'composite' });
    case 'rename type': return renameType(draft, operation);
    case 'drop type': return dropType(draft, operation);

    case 'create sequence': return createSequence(draft, operation);
    case 'alter sequence': {
      const sequence = operation.ownedBy && draft.touch(operation.sequence, 'sequence');
      return sequence && setOwner(draft, sequence, operation.ownedBy);
    }
    case 'drop sequence': return dropNamed(draft, operation.sequence);

    case 'rename sequence': return rename(draft, operation.sequence, operation.to.name);

    case 'create view': return createView(draft, operation);
    case 'drop view': return dropNamed(draft, operation.view);
    case 'rename view': return rename(draft, operation.view, operation.to.name);

    case 'create schema': return createSchema(draft, operation);
    case 'rename schema': return renameSchema(draft, operation);
    case 'drop schema': return dropSchema(draft, operation);

    case 'create function': return draft.setFunction(operation.function.name, operation.volatility);
    case 'drop function': return draft.setFunction(operation.function.name, undefined);

    case 'run unknown text': case 'other': return setDoubt(draft, { about: operation.reach, because: 'unread' });

    case 'alter table': case 'reindex': case 'refresh': case 'create trigger': case 'drop trigger': case 'insert': case 'update':
    case 'delete': case 'merge': case 'select': case 'copy': case 'truncate': case 'vacuum': case 'cluster': case 'analyze':
    case 'lock table': case 'comment': case 'set': case 'transaction':
      return;
  }
}

function onTable(draft: Draft, name: Named, does: (record: RelationRecord) => void): void {
  const record = draft.touch(name, name.type === 'index' ? 'index' : 'table');
  if (record) does(record);
}

interface OnColumn { readonly table: Named; readonly column: Named }

function change(draft: Draft, { table, column }: OnColumn, ...[aspect, does]: [Parameters<typeof changeColumn>[3], Parameters<typeof changeColumn>[4]]): void {
  onTable(draft, table, ({ relation }) => changeColumn(draft, relation.id, column.name, aspect, does));
}

/** A NOT NULL constraint that was NOT VALID is proven by it. */
function setNotNull(draft: Draft, operation: OnColumn): void {
  onTable(draft, operation.table, (record) => {
    for (const { constraint } of record.constraints) {
      if (constraint.type === 'not null' && constraint.columns.includes(operation.column.name)) validateConstraint(draft, record.relation.id, constraint.name);
    }
  });
  change(draft, operation, 'notNull', () => ({ notNull: 'yes' }));
}

function dropNotNull(draft: Draft, operation: OnColumn): void {
  onTable(draft, operation.table, (record) => {
    for (const { constraint } of record.constraints) {
      if (constraint.type === 'not null' && constraint.columns.includes(operation.column.name)) removeConstraint(draft, record.relation.id, constraint.name);
    }
  });
  change(draft, operation, 'notNull', () => ({ notNull: 'no' }));
}

function addIdentity(draft: Draft, table: Named, column: string): void {
  onTable(draft, table, ({ relation }) => {
    const sequence = makeSequence(draft, relation.schema, relation.name, column);
    own(draft, sequence, relation.id, column);
    changeColumn(draft, relation.id, column, 'rest', () => ({ identity: true }));
  });
}

/** ALTER TABLE renames relations of every type. The constraint of an index follows. */
function rename(draft: Draft, name: Named, to: string): void {
  onTable(draft, name, (record) => {
    const key = keyOn(draft, record);
    if (key) renameConstraint(draft, key.table, key.name, to);
    else renameRelation(draft, record, to);
  });
}

function attach(draft: Draft, table: Named, partition: Named, isDefault: boolean): void {
  const parent = draft.touch(table);
  const child = draft.touch(partition);
  if (parent && child) joinPartition(draft, parent, child.relation.id, isDefault);
}

function detach(draft: Draft, table: Named, partition: Named): void {
  const parent = draft.touch(table);
  const child = draft.touch(partition);
  if (parent && child) leavePartition(draft, parent, child.relation.id);
}

function attachIndex(draft: Draft, index: Named, partition: Named): void {
  const parent = draft.touch(index, 'index');
  const part = draft.touch(partition, 'index');
  if (parent && part) attachPart(draft, parent, part);
}
