import type { Reach } from '../../migrations/condition.ts';
import { throughSession } from './connection.ts';
import { stringOf } from './string-of.ts';
import { OPERATIONS } from './operations.ts';
import type { CallValue, Value } from './value.ts';
import { calledName } from './value.ts';

/**
 * What a call may have changed, where it cannot be read: its table, if it names one; rows, for SQL that begins as a
 * change of rows and for all that goes through the ORM; else anything.
 */
export function reachOf(call: CallValue): Reach {
  const name = calledName(call);
  const receiver = call.of.kind === 'member' ? call.of.of : undefined;
  if (receiver && throughSession(receiver) && call.of.kind === 'member' && call.of.name !== 'execute') return 'rows';
  const verb = name === 'op.execute' || call.of.kind === 'member' ? verbOf(call.args[0]) : undefined;
  if (verb !== undefined) return verb === 'select' ? 'nothing' : 'rows';
  if (name === 'op.sync_enum_values') return enumReach(call);
  if (name === 'op.create_entity' || name === 'op.replace_entity' || name === 'op.drop_entity') return entityReach(call.args[0]);
  if (receiver?.kind === 'unknown' && call.of.kind === 'member' && !DEFINING.test(call.of.name)) return 'rows';
  if (receiver?.kind === 'batch') return tableReach(receiver.table, receiver.schema);
  if (name === undefined) return 'anything';
  if (name === 'op.bulk_insert') return 'rows';
  if (name === 'op.batch_alter_table') return tableReach(argument(call, [0, 'table_name']), keyword(call, 'schema'));
  const operation = OPERATIONS[name];
  const table = operation?.table && argument(call, operation.table);
  return tableReach(table, keyword(call, operation?.schema ?? 'schema'));
}

/** What SQL begins with, where it changes rows or only asks for them, or which construct of SQLAlchemy says the same. */
function verbOf(value: Value | undefined): string | undefined {
  if (!value) return undefined;
  if (value.kind === 'string') return verbIn(value.text.text);
  if (value.kind === 'unknown') return value.begins === undefined ? undefined : verbIn(value.begins);
  if (value.kind !== 'call') return undefined;
  const name = calledName(value);
  if (name === 'sa.text') return verbOf(value.args[0]);
  if (name !== undefined) return /^(?:sa|pg)\.(insert|update|delete|select)$/.exec(name)?.[1];
  if (value.of.kind !== 'member') return undefined;
  return ['insert', 'update', 'delete', 'select'].includes(value.of.name) ? value.of.name : verbOf(value.of.of);
}

function verbIn(sql: string): string | undefined {
  return /^(?:\s|--[^\n]*\n|\/\*[\s\S]*?\*\/)*(INSERT|UPDATE|DELETE|SELECT)\b/i.exec(sql)?.[1]?.toLowerCase();
}

/** alembic-postgresql-enum makes the type anew and moves the columns that it is told of. */
function enumReach(call: CallValue): Reach {
  const [schema, name] = [argument(call, [0, 'enum_schema']), argument(call, [1, 'enum_name'])].map((value) => stringOf(value)?.value.text.text);
  const columns = argument(call, [3, 'affected_columns']);
  if (schema === undefined || name === undefined || columns?.kind !== 'list') return 'anything';
  const tables = columns.items.map((item) => (item.kind === 'call' ? stringOf(argument(item, [0, 'table_name']))?.value.text.text : undefined));
  if (tables.includes(undefined)) return 'anything';
  return [{ type: 'type', schema, name }, ...tables.flatMap((table) => (table === undefined ? [] : [{ type: 'relation' as const, schema, name: table }]))];
}

/** What a method of an object that nobody knows is called if it may change more than rows. */
const DEFINING = /exec|create|drop|alter|run|upgrade|migrat|sync/i;

/** Functions, views and the like of alembic_utils, by the name that their signature begins with. */
function entityReach(entity: Value | undefined): Reach {
  const kind = entity?.kind === 'call' ? /\.(PG\w+)$/.exec(calledName(entity) ?? '')?.[1] : undefined;
  if (entity?.kind !== 'call' || kind === undefined) return 'anything';
  const name = stringOf(argument(entity, [1, 'signature']))?.value.text.text.split('(')[0]?.trim();
  if (name === undefined) return 'anything';
  if (kind === 'PGView' || kind === 'PGMaterializedView') return [{ type: 'relation', name }];
  return kind === 'PGFunction' ? [{ type: 'function', name }] : 'nothing';
}

function tableReach(table: Value | undefined, schema: Value | undefined): Reach {
  const name = stringOf(table)?.value.text.text;
  if (name === undefined) return 'anything';
  if (!schema || schema.kind === 'none') return [{ type: 'relation', name }];
  const inSchema = stringOf(schema)?.value.text.text;
  return inSchema === undefined ? 'anything' : [{ type: 'relation', schema: inSchema, name }];
}

function argument(call: CallValue, [index, name]: readonly [number, string]): Value | undefined {
  return call.args[index] ?? keyword(call, name);
}

function keyword(call: CallValue, name: string): Value | undefined {
  return call.keywords.find((given) => given.name === name)?.value;
}
