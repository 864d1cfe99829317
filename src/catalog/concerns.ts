import type { Operation } from '../operations/operation.ts';
import type { Named, ObjectName } from '../sql/name.ts';
import { isFolded } from './alter-table.ts';

/** The names that an operation may change, so that a doubt whether it runs can be limited to them. */
export function concerns(operation: Operation): readonly ObjectName[] {
  switch (operation.kind) {
    case 'add column': return [partOf(operation.table, 'column', operation.column.name.name)];
    case 'drop column': case 'set type': case 'set not null': case 'drop not null': case 'set default': case 'drop default':
    case 'add identity': case 'drop identity': case 'set expression': case 'drop expression':
      return [partOf(operation.table, 'column', operation.column.name)];
    case 'rename column':
      return [partOf(operation.table, 'column', operation.column.name), partOf(operation.table, 'column', operation.to.name)];
    case 'add constraint': return constraintAndColumns(operation.table, operation.constraint);
    case 'drop constraint': case 'validate constraint': return [partOf(operation.table, 'constraint', operation.constraint.name)];
    case 'rename constraint':
      return [partOf(operation.table, 'constraint', operation.constraint.name), partOf(operation.table, 'constraint', operation.to.name)];
    case 'create index':
      return [{ type: 'index', schema: operation.table.schema, of: operation.table.name, name: operation.name?.name ?? '' }];
    case 'drop index': return [{ ...operation.index, type: 'index' }];
    case 'rename index': return [{ ...operation.index, type: 'index' }, { type: 'index', schema: operation.index.schema, name: operation.to.name }];
    case 'attach index partition': return [{ ...operation.index, type: 'index' }];
    case 'create table': case 'drop table': case 'set schema': case 'set persistence': case 'detach partition': case 'attach partition':
      return [relation(operation.table), ...('partition' in operation ? [relation(operation.partition)] : [])];
    case 'rename table': return [relation(operation.table), { type: 'relation', schema: operation.table.schema, name: operation.to.name }];
    case 'create view': case 'drop view': return [relation(operation.view)];
    case 'rename view': return [relation(operation.view), { type: 'relation', schema: operation.view.schema, name: operation.to.name }];
    case 'create sequence': case 'alter sequence': case 'drop sequence': return [relation(operation.sequence)];
    case 'rename sequence': return [relation(operation.sequence), { type: 'relation', schema: operation.sequence.schema, name: operation.to.name }];
    case 'create enum': case 'add enum value': case 'rename enum value': case 'create composite type': case 'create base type': case 'create range type':
    case 'create domain': case 'set domain default': case 'drop domain default': case 'set domain not null': case 'drop domain not null':
    case 'add domain constraint': case 'drop domain constraint': case 'validate domain constraint': case 'rename domain constraint':
    case 'add attribute': case 'drop attribute': case 'set attribute type': case 'rename attribute': case 'drop type':
      return [type(operation.type)];
    case 'rename type': return [type(operation.type), { type: 'type', schema: operation.type.schema, name: operation.to.name }];
    case 'set type schema': return [type(operation.type), { type: 'type', schema: operation.schema, name: operation.type.name }];
    case 'set of': return [relation(operation.table)];
    case 'create schema': case 'drop schema': return [schema(operation.schema)];
    case 'rename schema': return [schema(operation.schema), schema(operation.to)];
    case 'create function': case 'alter function': case 'set function schema': case 'drop function': return [{ ...operation.function, type: 'function' }];
    case 'rename function': return [{ ...operation.function, type: 'function' }, { type: 'function', name: operation.to.name }];
    case 'create trigger': case 'drop trigger': return [operation.trigger];
    case 'rename trigger': return [operation.trigger, operation.to];
    case 'create policy': case 'alter policy': case 'drop policy': return [operation.policy];
    case 'rename policy': return [operation.policy, operation.to];
    case 'create rule': case 'drop rule': return [operation.rule];
    case 'rename rule': return [operation.rule, operation.to];
    case 'create statistics': return [operation.statistics ?? relation(operation.table)];
    case 'alter statistics': case 'drop statistics': return [operation.statistics];
    case 'create publication': case 'alter publication': case 'drop publication': return [{ type: 'publication', name: operation.publication }];
    case 'alter table': return isFolded(operation) ? [relation(operation.table)] : [];
    case 'comment': return operation.on?.type === 'relation' || operation.on?.type === 'column' ? [operation.on] : [];
    case 'alter type': case 'reindex': case 'refresh': case 'insert': case 'update':
    case 'delete': case 'merge': case 'select': case 'copy': case 'truncate': case 'vacuum': case 'cluster': case 'analyze':
    case 'lock table': case 'set': case 'transaction': case 'run code': case 'call': case 'run unknown text': case 'other':
      return [];
  }
}

function constraintAndColumns(table: Named, constraint: Extract<Operation, { kind: 'add constraint' }>['constraint']): readonly ObjectName[] {
  const columns = constraint.type === 'primary key' || constraint.type === 'not null' ? constraint.columns : [];
  return [partOf(table, 'constraint', constraint.name?.name ?? ''), ...columns.map((column) => partOf(table, 'column', column))];
}

function partOf({ schema: of, name: table }: Named, kind: 'column' | 'constraint', name: string): ObjectName {
  return { type: kind, schema: of, of: table, name };
}

function relation({ schema: of, name }: Named): ObjectName {
  return { type: 'relation', schema: of, name };
}

function type({ schema: of, name }: Named): ObjectName {
  return { type: 'type', schema: of, name };
}

function schema(name: string): ObjectName {
  return { type: 'schema', name };
}
