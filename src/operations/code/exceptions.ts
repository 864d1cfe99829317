import type { Condition } from '../../migrations/condition.ts';
import type { ObjectName } from '../../sql/name.ts';
import type { Place } from '../../text/place.ts';
import type { CodeStep, Operation } from '../operation.ts';
import { undecidable } from './conditions.ts';
import { operationsIn } from './steps.ts';

/** What PostgreSQL raises for a name that is taken, and for one that is not there; measured, with the codes of both. */
const TAKEN: Readonly<Record<ObjectName['type'], readonly string[]>> = {
  'relation': ['duplicate_table', '42P07'], 'index': ['duplicate_table', '42P07'], 'column': ['duplicate_column', '42701'],
  'constraint': ['duplicate_object', '42710'], 'type': ['duplicate_object', '42710'], 'enum label': ['duplicate_object', '42710'],
  'trigger': ['duplicate_object', '42710'], 'function': ['duplicate_function', '42723'], 'schema': ['duplicate_schema', '42P06'],
  'policy': ['duplicate_object', '42710'], 'rule': ['duplicate_object', '42710'], 'statistics': ['duplicate_object', '42710'],
  'publication': ['duplicate_object', '42710'], 'default': [],
};
const MISSING: Readonly<Record<ObjectName['type'], readonly string[]>> = {
  'relation': ['undefined_table', '42P01'], 'index': ['undefined_object', '42704'], 'column': ['undefined_column', '42703'],
  'constraint': ['undefined_object', '42704'], 'type': ['undefined_object', '42704'], 'enum label': ['invalid_parameter_value', '22023'],
  'trigger': ['undefined_object', '42704'], 'function': ['undefined_function', '42883'], 'schema': ['invalid_schema_name', '3F000'],
  'policy': ['undefined_object', '42704'], 'rule': ['undefined_object', '42704'], 'statistics': ['undefined_object', '42704'],
  'publication': ['undefined_object', '42704'], 'default': ['undefined_column', '42703'],
};

/** When the statements of a block go through, if what is caught is all that may happen to them. */
export function succeeds(body: readonly CodeStep[], caught: readonly string[], place: Place): readonly Condition[] {
  const catches = (names: readonly string[]) => caught.includes('others') || names.some((name) => caught.includes(name));
  const made = new Set<string>();
  return operationsIn(body).flatMap((operation): readonly Condition[] => {
    const makes = madeBy(operation).filter((object) => catches(takenAs(operation, object)));
    const needs = neededBy(operation).filter((object) => catches(MISSING[object.type]) && !made.has(JSON.stringify(object)));
    for (const object of madeBy(operation)) made.add(JSON.stringify(object));
    const rows = caught.includes('others') && mayFailOnRows(operation) ? [undecidable('What is caught here may undo these statements.', place)] : [];
    return [...makes.map((object): Condition => ({ kind: 'not', of: { kind: 'exists', object } })), ...needs.map((object): Condition => ({ kind: 'exists', object })), ...rows];
  });
}

/** A key is an index too, and a taken name of it is one of a relation. */
function takenAs(operation: Operation, object: ObjectName): readonly string[] {
  const isKey = operation.kind === 'add constraint' && ['unique', 'primary key', 'exclude'].includes(operation.constraint.type);
  return isKey ? TAKEN.relation : TAKEN[object.type];
}

function madeBy(operation: Operation): readonly ObjectName[] {
  if ('ifNotExists' in operation && operation.ifNotExists) return [];
  if ('replace' in operation && operation.replace) return [];
  switch (operation.kind) {
    case 'create table': return [bare(operation.table)];
    case 'create view': return [bare(operation.view)];
    case 'create sequence': return [bare(operation.sequence)];
    case 'create index': return operation.name ? [{ type: 'index', name: operation.name.name, ...(operation.table.schema === undefined ? {} : { schema: operation.table.schema }) }] : [];
    case 'create enum': case 'create domain': case 'create composite type': return [bare(operation.type)];
    case 'add enum value': return [part(operation.type, 'enum label', operation.label)];
    case 'add column': return [part(operation.table, 'column', operation.column.name.name)];
    case 'add constraint': return operation.constraint.name ? [part(operation.table, 'constraint', operation.constraint.name.name)] : [];
    case 'create schema': return [{ type: 'schema', name: operation.schema }];
    case 'create trigger': return [part(operation.table, 'trigger', operation.trigger.name)];
    case 'create function': return [bare(operation.function)];
    case 'rename table': return [{ ...bare(operation.table), name: operation.to.name }];
    case 'rename column': return [part(operation.table, 'column', operation.to.name)];
    default: return [];
  }
}

function neededBy(operation: Operation): readonly ObjectName[] {
  if ('ifExists' in operation && operation.ifExists) return [];
  switch (operation.kind) {
    case 'drop table': case 'rename table': return [bare(operation.table)];
    case 'drop view': case 'rename view': return [bare(operation.view)];
    case 'drop index': case 'rename index': return [{ ...bare(operation.index), type: 'index' }];
    case 'drop type': case 'rename type': return [bare(operation.type)];
    case 'rename enum value': return [part(operation.type, 'enum label', operation.from)];
    case 'drop column': case 'rename column': case 'set type': case 'set not null': case 'drop not null': case 'set default': case 'drop default':
      return [part(operation.table, 'column', operation.column.name)];
    case 'drop constraint': case 'validate constraint': case 'rename constraint': return [part(operation.table, 'constraint', operation.constraint.name)];
    case 'drop schema': return [{ type: 'schema', name: operation.schema }];
    case 'add column': case 'add constraint': case 'create index': case 'insert': case 'update': case 'delete': return [bare(operation.table)];
    default: return [];
  }
}

function mayFailOnRows(operation: Operation): boolean {
  switch (operation.kind) {
    case 'add constraint': return operation.constraint.validated;
    case 'create index': return operation.unique;
    case 'set not null': case 'set type': case 'validate constraint': case 'insert': case 'update': case 'delete': case 'merge':
    case 'other': case 'run unknown text': case 'select': return true;
    default: return false;
  }
}

function bare({ type, schema, name }: ObjectName): ObjectName {
  return schema === undefined ? { type, name } : { type, schema, name };
}

function part({ schema, name: of }: ObjectName, type: ObjectName['type'], name: string): ObjectName {
  return schema === undefined ? { type, of, name } : { type, schema, of, name };
}
