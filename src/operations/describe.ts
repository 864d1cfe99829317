import { quoteName, quoteQualified } from '../sql/quote.ts';
import { asWritten } from '../sql/stand-in.ts';
import type { ObjectName } from '../sql/name.ts';
import type { Operation } from './operation.ts';

/** The short words by which reports and the runner call an operation: "ADD COLUMN tasks.priority". */
export function describe(operation: Operation): string {
  return asWritten(inWords(operation));
}

function inWords(operation: Operation): string {
  switch (operation.kind) {
    case 'create table': return `CREATE TABLE ${name(operation.table)}`;
    case 'drop table': return `DROP TABLE ${name(operation.table)}`;
    case 'rename table': return `RENAME TABLE ${name(operation.table)} TO ${quoteName(operation.to.name)}`;
    case 'set schema': return `SET SCHEMA ${quoteName(operation.schema)} on ${name(operation.table)}`;
    case 'set persistence': return `SET ${operation.persistence === 'unlogged' ? 'UNLOGGED' : 'LOGGED'} on ${name(operation.table)}`;
    case 'attach partition': return `ATTACH PARTITION ${name(operation.partition)} to ${name(operation.table)}`;
    case 'detach partition': return `DETACH PARTITION ${name(operation.partition)}${concurrently(operation)} from ${name(operation.table)}`;
    case 'set of': return operation.type ? `OF ${name(operation.type)} on ${name(operation.table)}` : `NOT OF on ${name(operation.table)}`;
    case 'alter table': return alterTable(operation);

    case 'add column': return `ADD COLUMN ${part(operation.table, operation.column.name)}`;
    case 'drop column': return `DROP COLUMN ${part(operation.table, operation.column)}`;
    case 'rename column': return `RENAME COLUMN ${part(operation.table, operation.column)} TO ${quoteName(operation.to.name)}`;
    case 'set type': return `SET TYPE ${operation.to.text} on ${part(operation.table, operation.column)}`;
    case 'set not null': return `SET NOT NULL on ${part(operation.table, operation.column)}`;
    case 'drop not null': return `DROP NOT NULL on ${part(operation.table, operation.column)}`;
    case 'set default': return `SET DEFAULT on ${part(operation.table, operation.column)}`;
    case 'drop default': return `DROP DEFAULT on ${part(operation.table, operation.column)}`;
    case 'add identity': return `ADD IDENTITY on ${part(operation.table, operation.column)}`;
    case 'drop identity': return `DROP IDENTITY on ${part(operation.table, operation.column)}`;
    case 'set expression': return `SET EXPRESSION on ${part(operation.table, operation.column)}`;
    case 'drop expression': return `DROP EXPRESSION on ${part(operation.table, operation.column)}`;

    case 'add constraint': return addConstraint(operation);
    case 'drop constraint': return `DROP CONSTRAINT ${quoteName(operation.constraint.name)} on ${name(operation.table)}`;
    case 'validate constraint': return `VALIDATE CONSTRAINT ${quoteName(operation.constraint.name)} on ${name(operation.table)}`;
    case 'rename constraint': return `RENAME CONSTRAINT ${quoteName(operation.constraint.name)} TO ${quoteName(operation.to.name)} on ${name(operation.table)}`;

    case 'create index': return createIndex(operation);
    case 'drop index': return `DROP INDEX${concurrently(operation)} ${name(operation.index)}`;
    case 'rename index': return `RENAME INDEX ${name(operation.index)} TO ${quoteName(operation.to.name)}`;
    case 'attach index partition': return `ATTACH PARTITION ${name(operation.partition)} to ${name(operation.index)}`;
    case 'reindex': return ['REINDEX', `${operation.what.toUpperCase()}${concurrently(operation)}`, ...(operation.target ? [name(operation.target)] : [])].join(' ');

    case 'create enum':
    case 'create composite type':
    case 'create base type':
    case 'create range type': return `CREATE TYPE ${name(operation.type)}`;
    case 'create domain': return `CREATE DOMAIN ${name(operation.type)}`;
    case 'add enum value': return `ADD VALUE '${operation.label}' to ${name(operation.type)}`;
    case 'rename enum value': return `RENAME VALUE '${operation.from}' TO '${operation.to}' of ${name(operation.type)}`;
    case 'rename type': return `RENAME TYPE ${name(operation.type)} TO ${quoteName(operation.to.name)}`;
    case 'set type schema': return `SET SCHEMA ${quoteName(operation.schema)} of ${name(operation.type)}`;
    case 'alter type': return `${operation.does} of type ${name(operation.type)}`;
    case 'set domain default': return `SET DEFAULT of domain ${name(operation.type)}`;
    case 'drop domain default': return `DROP DEFAULT of domain ${name(operation.type)}`;
    case 'set domain not null': return `SET NOT NULL of domain ${name(operation.type)}`;
    case 'drop domain not null': return `DROP NOT NULL of domain ${name(operation.type)}`;
    case 'add domain constraint': return `ADD ${constraintWords(operation.constraint)} to domain ${name(operation.type)}`;
    case 'drop domain constraint': return `DROP CONSTRAINT ${quoteName(operation.constraint.name)} of domain ${name(operation.type)}`;
    case 'validate domain constraint': return `VALIDATE CONSTRAINT ${quoteName(operation.constraint.name)} of domain ${name(operation.type)}`;
    case 'rename domain constraint': return `RENAME CONSTRAINT ${quoteName(operation.constraint.name)} TO ${quoteName(operation.to.name)} of domain ${name(operation.type)}`;
    case 'add attribute': return `ADD ATTRIBUTE ${part(operation.type, operation.attribute.name)}`;
    case 'drop attribute': return `DROP ATTRIBUTE ${part(operation.type, operation.attribute)}`;
    case 'set attribute type': return `SET TYPE ${operation.to.text} on ${part(operation.type, operation.attribute)}`;
    case 'rename attribute': return `RENAME ATTRIBUTE ${part(operation.type, operation.attribute)} TO ${quoteName(operation.to.name)}`;
    case 'drop type': return `DROP TYPE ${name(operation.type)}`;

    case 'create sequence': return `CREATE SEQUENCE ${name(operation.sequence)}`;
    case 'alter sequence': return `ALTER SEQUENCE ${name(operation.sequence)}`;
    case 'rename sequence': return `RENAME SEQUENCE ${name(operation.sequence)} TO ${quoteName(operation.to.name)}`;
    case 'drop sequence': return `DROP SEQUENCE ${name(operation.sequence)}`;

    case 'create view': return `CREATE ${view(operation)} ${name(operation.view)}`;
    case 'drop view': return `DROP ${view(operation)} ${name(operation.view)}`;
    case 'rename view': return `RENAME VIEW ${name(operation.view)} TO ${quoteName(operation.to.name)}`;
    case 'refresh': return `REFRESH MATERIALIZED VIEW${concurrently(operation)} ${name(operation.view)}`;

    case 'create schema': return `CREATE SCHEMA ${quoteName(operation.schema)}`;
    case 'rename schema': return `RENAME SCHEMA ${quoteName(operation.schema)} TO ${quoteName(operation.to)}`;
    case 'drop schema': return `DROP SCHEMA ${quoteName(operation.schema)}`;

    case 'create function': return `CREATE FUNCTION ${name(operation.function)}`;
    case 'alter function': return `ALTER FUNCTION ${name(operation.function)}`;
    case 'rename function': return `RENAME FUNCTION ${name(operation.function)} TO ${quoteName(operation.to.name)}`;
    case 'set function schema': return `SET SCHEMA ${quoteName(operation.schema)} of ${name(operation.function)}`;
    case 'drop function': return `DROP FUNCTION ${name(operation.function)}`;

    case 'create trigger': return `CREATE TRIGGER ${on(operation.trigger, operation.table)}`;
    case 'rename trigger': return `RENAME TRIGGER ${quoteName(operation.trigger.name)} TO ${on(operation.to, operation.table)}`;
    case 'drop trigger': return `DROP TRIGGER ${on(operation.trigger, operation.table)}`;
    case 'create policy': return `CREATE POLICY ${on(operation.policy, operation.table)}`;
    case 'alter policy': return `ALTER POLICY ${on(operation.policy, operation.table)}`;
    case 'rename policy': return `RENAME POLICY ${quoteName(operation.policy.name)} TO ${on(operation.to, operation.table)}`;
    case 'drop policy': return `DROP POLICY ${on(operation.policy, operation.table)}`;
    case 'create rule': return `CREATE RULE ${on(operation.rule, operation.table)}`;
    case 'rename rule': return `RENAME RULE ${quoteName(operation.rule.name)} TO ${on(operation.to, operation.table)}`;
    case 'drop rule': return `DROP RULE ${on(operation.rule, operation.table)}`;
    case 'create statistics': return operation.statistics ? `CREATE STATISTICS ${name(operation.statistics)} on ${name(operation.table)}` : `CREATE STATISTICS on ${name(operation.table)}`;
    case 'alter statistics': return `ALTER STATISTICS ${name(operation.statistics)}`;
    case 'drop statistics': return `DROP STATISTICS ${name(operation.statistics)}`;
    case 'create publication': return `CREATE PUBLICATION ${quoteName(operation.publication)}`;
    case 'alter publication': return `ALTER PUBLICATION ${quoteName(operation.publication)}`;
    case 'drop publication': return `DROP PUBLICATION ${quoteName(operation.publication)}`;

    case 'insert': return `INSERT INTO ${name(operation.table)}`;
    case 'update': return `UPDATE ${name(operation.table)}`;
    case 'delete': return `DELETE FROM ${name(operation.table)}`;
    case 'merge': return `MERGE INTO ${name(operation.table)}`;
    case 'select': return operation.reads.length > 0 ? `SELECT from ${operation.reads.map(name).join(', ')}` : 'SELECT';
    case 'copy': return operation.table ? `COPY ${name(operation.table)}` : 'COPY';
    case 'truncate': return `TRUNCATE ${name(operation.table)}`;

    case 'vacuum': return [operation.full ? 'VACUUM FULL' : 'VACUUM', names(operation.tables)].join(' ').trim();
    case 'cluster': return operation.table ? `CLUSTER ${name(operation.table)}` : 'CLUSTER';
    case 'analyze': return `ANALYZE ${names(operation.tables)}`.trim();
    case 'lock table': return `LOCK TABLE ${name(operation.table)}`;
    case 'comment': return operation.on ? `COMMENT ON ${operation.what} ${commented(operation.on)}` : `COMMENT ON ${operation.what}`;

    case 'set': return set(operation);
    case 'transaction': return [operation.does.toUpperCase(), ...(operation.name === undefined ? [] : [quoteName(operation.name)])].join(' ');
    case 'run code': return operation.sent ? 'a statement for each constraint' : 'DO block';
    case 'call': return `CALL ${name(operation.procedure)}`;
    case 'run unknown text': return 'code that is not read';
    case 'other': return operation.tag;
  }
}

type Of<K extends Operation['kind']> = Extract<Operation, { kind: K }>;

function name(object: ObjectName): string {
  return quoteQualified(object);
}

function commented(object: ObjectName): string {
  return object.of === undefined ? name(object) : part({ ...object, name: object.of }, object);
}

function on(part: ObjectName, table: ObjectName): string {
  return `${quoteName(part.name)} on ${name(table)}`;
}

function names(objects: readonly ObjectName[]): string {
  return objects.map(name).join(', ');
}

function part(table: ObjectName, column: ObjectName): string {
  return `${name(table)}.${quoteName(column.name)}`;
}

function concurrently(operation: { readonly concurrently: boolean }): string {
  return operation.concurrently ? ' CONCURRENTLY' : '';
}

function view({ materialized }: { readonly materialized: boolean }): string {
  return materialized ? 'MATERIALIZED VIEW' : 'VIEW';
}

function alterTable({ does, table, part: named }: Of<'alter table'>): string {
  if (!named) return `${does} on ${name(table)}`;
  return named.type === 'column' ? `${does} on ${part(table, named)}` : `${does} ${quoteName(named.name)} on ${name(table)}`;
}

function addConstraint({ table, constraint }: Of<'add constraint'>): string {
  return `ADD ${constraintWords(constraint)} on ${name(table)}`;
}

function constraintWords({ name: own, type }: Of<'add constraint'>['constraint']): string {
  return own ? `CONSTRAINT ${quoteName(own.name)}` : type.toUpperCase();
}

function createIndex(operation: Of<'create index'>): string {
  const words = `CREATE ${operation.unique ? 'UNIQUE ' : ''}INDEX${concurrently(operation)}`;
  return operation.name ? `${words} ${quoteName(operation.name.name)}` : `${words} on ${name(operation.table)}`;
}

function set({ setting, value, local }: Of<'set'>): string {
  if (value === undefined) return `RESET ${setting === 'all' ? 'ALL' : setting}`;
  return `SET ${local ? 'LOCAL ' : ''}${setting} = ${value === '' ? "''" : value}`;
}
