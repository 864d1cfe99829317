import type { Enums } from '../../../migrations/draft.ts';
import { statementForm } from '../../../operations/form.ts';
import type { Operation, OperationOf } from '../../../operations/operation.ts';
import { readStatement } from '../../../operations/read.ts';
import type { Named, ObjectName } from '../../../sql/name.ts';
import { asExecute, sqlText } from './as-execute.ts';
import { call, keyword, repr } from './python-code.ts';
import { columnCode } from './python-column.ts';
import { addConstraintCode, constraintCode, final } from './python-constraint.ts';
import { createIndexCode, dropIndexCode } from './python-index.ts';
import { pythonType } from './python-type.ts';
import { sentBy } from './sent-by.ts';

/** What code of ours stands in: the names that Alembic's own template and its autogenerate import. */
const IMPORTS = ['import sqlalchemy as sa', 'from sqlalchemy.dialects import postgresql'];

/** The lines that this code needs above itself, besides `from alembic import op`. */
export function importsOf(code: string): readonly string[] {
  return IMPORTS.filter((line) => new RegExp(`\\b${/\w+$/.exec(line)?.[0] ?? ''}\\.`).test(code));
}

/** A statement as the operation of Alembic that sends just this, else as `op.execute(…)`. */
export function asOperation(sql: string, enums: Enums): string {
  const { operations: [operation, ...others], error } = readStatement(sql);
  if (error || !operation || others.length > 0 || sql.startsWith('--')) return asExecute(sql);
  const wanted = formOf(sql);
  const found = candidates(operation, enums).find((code) => code !== undefined && sentBy(code, IMPORTS)?.map(formOf).join('\n') === wanted);
  return found ?? asExecute(sql);
}

/** A serial column is NOT NULL, whether it says so or not. */
function formOf(sql: string): string {
  return statementForm(sql.replace(/\b((?:big|small)?serial) NOT NULL\b/gi, '$1'));
}

function candidates(operation: Operation, enums: Enums): readonly (string | undefined)[] {
  switch (operation.kind) {
    case 'create table': return [createTable(operation, enums, []), createTable(operation, enums, keyOf(operation))];
    case 'drop table': return [operation.ifExists || operation.cascade ? undefined : call('op.drop_table', on(operation.table))];
    case 'rename table': return [call('op.rename_table', [repr(operation.table.name), repr(operation.to.name), ...inSchema(operation.table)])];
    case 'add column': return [addColumn(operation, enums)];
    case 'drop column': return [operation.ifExists || operation.cascade ? undefined : call('op.drop_column', [repr(operation.table.name), repr(operation.column.name), ...inSchema(operation.table)])];
    case 'rename column': return [alterColumn(operation, `new_column_name=${repr(operation.to.name)}`)];
    case 'set not null': return [alterColumn(operation, 'nullable=False')];
    case 'drop not null': return [alterColumn(operation, 'nullable=True')];
    case 'set default': return [alterColumn(operation, `server_default=${sqlText(operation.to.text)}`)];
    case 'drop default': return [alterColumn(operation, 'server_default=None')];
    case 'set type': return [setType(operation, enums)];
    case 'add constraint': return [addConstraintCode(operation.table, operation.constraint)];
    case 'drop constraint': return [operation.ifExists || operation.cascade ? undefined : call('op.drop_constraint', [final(operation.constraint), ...on(operation.table)])];
    case 'create index': return [createIndexCode(operation)];
    case 'drop index': return [dropIndexCode(operation)];
    case 'comment': return [comment(operation)];
    default: return [];
  }
}

function comment({ on: commented, what, text }: OperationOf<'comment'>): string | undefined {
  if (what === 'TABLE' && commented) return text === undefined ? call('op.drop_table_comment', on(commented)) : call('op.create_table_comment', [repr(commented.name), repr(text), ...inSchema(commented)]);
  if (what !== 'COLUMN' || commented?.of === undefined) return undefined;
  return call('op.alter_column', [repr(commented.of), repr(commented.name), `comment=${text === undefined ? 'None' : repr(text)}`, ...inSchema(commented)]);
}

function on(table: Pick<ObjectName, 'schema' | 'name'>): readonly string[] {
  return [repr(table.name), ...inSchema(table)];
}

function inSchema({ schema }: Pick<ObjectName, 'schema'>): readonly string[] {
  return keyword('schema', schema === undefined ? undefined : repr(schema));
}

/** `still`: columns of the key that SQLAlchemy would number if nothing was said. */
function createTable(operation: OperationOf<'create table'>, enums: Enums, still: readonly string[]): string | undefined {
  const { table, columns, constraints, persistence, partitionBy } = operation;
  const parts = [...columns.map((column) => columnCode(column, enums, still.includes(column.name.name) ? false : undefined)), ...constraints.map(constraintCode)];
  const known = parts.filter((part) => part !== undefined);
  if (known.length < parts.length || persistence === 'temporary') return undefined;
  return call('op.create_table', [
    repr(table.name), ...known, ...inSchema(table),
    ...keyword('prefixes', persistence === 'unlogged' ? "['UNLOGGED']" : undefined),
    ...keyword('postgresql_partition_by', partitionBy && repr(`${partitionBy.strategy.toUpperCase()} ${partitionBy.text.replace(/^\s*\w+\s*/, '')}`)),
  ]);
}

function keyOf({ constraints, columns }: OperationOf<'create table'>): readonly string[] {
  const keys = constraints.flatMap((constraint) => (constraint.type === 'primary key' ? constraint.columns : []));
  return columns.filter(({ name, sqlType, identity }) => keys.includes(name.name) && !sqlType.serial && !identity).map(({ name }) => name.name);
}

function addColumn({ table, column, ifNotExists }: OperationOf<'add column'>, enums: Enums): string | undefined {
  const code = columnCode(column, enums);
  return code === undefined || ifNotExists ? undefined : call('op.add_column', [repr(table.name), code, ...inSchema(table)]);
}

function setType(operation: OperationOf<'set type'>, enums: Enums): string | undefined {
  const { to, using } = operation;
  const type = pythonType(to, enums);
  return type === undefined ? undefined : alterColumn(operation, `type_=${type}`, ...keyword('postgresql_using', using && repr(using.text)));
}

function alterColumn({ table, column }: { readonly table: Named; readonly column: Named }, ...said: readonly string[]): string {
  return call('op.alter_column', [repr(table.name), repr(column.name), ...said, ...inSchema(table)]);
}
