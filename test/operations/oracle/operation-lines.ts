import type { ColumnSpec, ConstraintSpec, Expression, IndexKey, Operation, SqlType } from '../../../src/operations/operation.ts';
import type { ObjectName } from '../../../src/sql/name.ts';
import { list, set, words } from './words.ts';

/** The facts of our operations, for the kinds that both grammars cover; undefined: a kind that only ours does. */
export function linesOfOperation(operation: Operation): readonly string[] | undefined {
  switch (operation.kind) {
    case 'create table': {
      const { table, columns, constraints, ifNotExists, persistence, inherits, like } = operation;
      return [
        words('create table', name(table), ifNotExists && 'if not exists', persistence !== 'permanent' && persistence),
        ...inherits.map((parent) => `inherits ${name(parent)}`), ...like.map((model) => `like ${name(model)}`),
        ...columns.flatMap((spec) => columnLines(name(table), spec)),
        ...constraints.map((spec) => constraintLine(name(table), spec)),
      ];
    }
    case 'drop table': return [drop('table', operation.table, operation)];
    case 'rename table': return [`rename ${name(operation.table)} to ${operation.to.name}`];
    case 'add column': {
      const [column = '', ...constraints] = columnLines(name(operation.table), operation.column);
      return [words('add', column, operation.ifNotExists && 'if not exists'), ...constraints];
    }
    case 'drop column': return [drop('column', part(operation.table, operation.column), operation)];
    case 'rename column': return [`rename column ${part(operation.table, operation.column)} to ${operation.to.name}`];
    case 'rename constraint': return [`rename constraint ${part(operation.table, operation.constraint)} to ${operation.to.name}`];
    case 'set type': return [`set type ${part(operation.table, operation.column)} ${typeWords(operation.to)}`];
    case 'set default': return [`set default ${part(operation.table, operation.column)} ${expressionWords(operation.to)}`];
    case 'drop default': case 'set not null': case 'drop not null': case 'add identity': return [`${operation.kind} ${part(operation.table, operation.column)}`];
    case 'add constraint': return [`add ${constraintLine(name(operation.table), operation.constraint)}`];
    case 'drop constraint': return [drop('constraint', part(operation.table, operation.constraint), operation)];

    case 'create index': {
      const { table, concurrently, unique, ifNotExists, method, keys, where } = operation;
      return [words('create', unique && 'unique', 'index', operation.name?.name, 'on', name(table), `using ${method}`, list(keys.map(keyWords)),
        where && `where ${expressionWords(where)}`, concurrently && 'concurrently', ifNotExists && 'if not exists')];
    }
    case 'drop index': return [words(drop('index', operation.index, operation), operation.concurrently && 'concurrently')];
    case 'rename index': return [`rename index ${name(operation.index)} to ${operation.to.name}`];

    case 'create enum': return [`create enum ${name(operation.type)} ${list(operation.labels)}`];
    case 'add enum value': return [`add value ${operation.label} to ${name(operation.type)}`];
    case 'create composite type': return [`create composite type ${name(operation.type)}`];
    case 'rename type': return [`rename type ${name(operation.type)} to ${operation.to.name}`];
    case 'drop type': return [drop('type', operation.type, operation)];

    case 'create sequence': {
      const { sequence, ifNotExists, ownedBy } = operation;
      return [words('create sequence', name(sequence), ifNotExists && 'if not exists', ownedBy && `owned by ${part(ownedBy.table, ownedBy.column)}`)];
    }
    case 'rename sequence': return [`rename sequence ${name(operation.sequence)} to ${operation.to.name}`];
    case 'drop sequence': return [drop('sequence', operation.sequence, operation)];

    case 'create view': {
      const { view, replace, materialized, ifNotExists, reads } = operation;
      return [words('create', materialized && 'materialized', 'view', name(view), replace && 'or replace', ifNotExists && 'if not exists', `reads ${set(reads.map(name))}`)];
    }
    case 'refresh': return [words('refresh', name(operation.view), operation.concurrently && 'concurrently', !operation.withData && 'with no data')];
    case 'create schema': return [words('create schema', operation.schema, operation.ifNotExists && 'if not exists')];
    case 'create function': {
      const { replace, volatility, language } = operation;
      return [words('create function', name(operation.function), replace && 'or replace', volatility, language)];
    }

    case 'insert': return [words('insert into', name(operation.table), list(operation.columns), operation.rows, `reads ${set(operation.reads.map(name))}`)];
    case 'update': return [words('update', name(operation.table), set(operation.sets), operation.where ? 'where' : 'all rows', `reads ${set(operation.reads.map(name))}`)];
    case 'delete': return [words('delete from', name(operation.table), operation.where ? 'where' : 'all rows', `reads ${set(operation.reads.map(name))}`)];
    case 'select': return [`select reads ${set(operation.reads.map(name))}`];
    case 'truncate': return [words('truncate', name(operation.table), operation.cascade && 'cascade')];

    case 'set': return [words(operation.local ? 'set local' : 'set', operation.setting)];
    case 'transaction': return ['begin', 'commit', 'rollback'].includes(operation.does) ? [operation.does] : undefined;
    default: return undefined;
  }
}

export function name({ schema, name: own }: Pick<ObjectName, 'schema' | 'name'>): string {
  return schema === undefined ? own : `${schema}.${own}`;
}

function part(table: ObjectName, column: ObjectName | string): string {
  return `${name(table)}.${typeof column === 'string' ? column : column.name}`;
}

interface Droppable { readonly ifExists: boolean; readonly cascade: boolean }

function drop(what: string, which: ObjectName | string, { ifExists, cascade }: Droppable): string {
  return words('drop', what, typeof which === 'string' ? which : name(which), ifExists && 'if exists', cascade && 'cascade');
}

function columnLines(table: string, { name: column, sqlType, notNull, fallback, identity, generated, constraints }: ColumnSpec): readonly string[] {
  return [
    words('column', `${table}.${column.name}`, typeWords(sqlType), notNull && 'not null', fallback && `default ${expressionWords(fallback)}`, identity && 'identity', generated && `generated ${set(generated.as.columns)}`),
    ...constraints.map((spec) => constraintLine(table, spec)),
  ];
}

function constraintLine(table: string, { type, name: own, columns, references, referencedColumns, check }: ConstraintSpec): string {
  return words(type, 'on', table, check ? set(check.columns) : list(columns), own && `named ${own.name}`, references && `references ${name(references)} ${list(referencedColumns)}`);
}

function typeWords({ schema, name: own, modifiers, array, serial }: SqlType): string {
  return words(serial && 'serial', schema === undefined ? own : `${schema}.${own}`, modifiers.length > 0 && list(modifiers.map(String)), array && '[]');
}

function keyWords({ expression }: IndexKey): string {
  return expression.shape === 'column' ? expression.columns.join() : `expression of ${set(expression.columns)}`;
}

function expressionWords({ columns }: Expression): string {
  return `of ${set(columns)}`;
}
