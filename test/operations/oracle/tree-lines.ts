import type {
  ColumnConstraint, CreateColumnDef, DataTypeDef, Expr, IndexExpression, QName, Statement, TableAlteration, TableConstraint, WithStatement,
} from 'pgsql-ast-parser';
import { list, set, words } from './words.ts';

/** The facts of a statement as pgsql-ast-parser reads it; undefined: a kind that only ours covers, or not the same facts. */
export function linesOfTree(statement: Statement): readonly string[] | undefined {
  switch (statement.type) {
    case 'create table': {
      const table = name(statement.name);
      return [
        words('create table', table, statement.ifNotExists && 'if not exists', statement.temporary ? 'temporary' : statement.unlogged && 'unlogged'),
        ...(statement.inherits ?? []).map((parent) => `inherits ${name(parent)}`),
        ...statement.columns.flatMap((column) => (column.kind === 'like table' ? [`like ${name(column.like)}`] : columnLines(table, column))),
        ...(statement.constraints ?? []).map((constraint) => constraintLine(table, constraint)),
      ];
    }
    case 'alter table': return statement.changes.every((change) => change.type !== 'owner')
      ? statement.changes.flatMap((change) => alterationLines(name(statement.table), change))
      : undefined;
    case 'drop table': case 'drop sequence': case 'drop index': case 'drop type':
      return statement.names.map((one) => words(
        statement.type, name(one), statement.ifExists && 'if exists', statement.cascade === 'cascade' && 'cascade', statement.concurrently && 'concurrently'));

    case 'create index': {
      const { table, using, expressions, where, unique, ifNotExists, concurrently, indexName } = statement;
      return [words('create', unique && 'unique', 'index', indexName?.name, 'on', name(table), `using ${using?.name ?? 'btree'}`, list(expressions.map(keyWords)),
        where && `where ${expressionWords(where)}`, concurrently && 'concurrently', ifNotExists && 'if not exists')];
    }
    case 'alter index': return statement.change.type === 'rename' ? [`rename index ${name(statement.index)} to ${statement.change.to.name}`] : undefined;

    case 'create enum': return [`create enum ${name(statement.name)} ${list(statement.values.map(({ value }) => value))}`];
    case 'alter enum': return [statement.change.type === 'rename'
      ? `rename type ${name(statement.name)} to ${statement.change.to.name}`
      : `add value ${statement.change.add.value} to ${name(statement.name)}`];
    case 'create composite type': return [`create composite type ${name(statement.name)}`];

    case 'create sequence': {
      const { ownedBy } = statement.options;
      const owner = ownedBy === undefined || ownedBy === 'none' ? undefined : ownedBy;
      return [words('create sequence', name(statement.name), statement.ifNotExists && 'if not exists',
        owner && `owned by ${owner.schema === undefined ? '' : `${owner.schema}.`}${owner.table}.${owner.column}`)];
    }
    case 'alter sequence': return statement.change.type === 'rename' ? [`rename sequence ${name(statement.name)} to ${statement.change.newName.name}`] : undefined;

    case 'create view': return [words('create view', name(statement.name), statement.orReplace && 'or replace', reads(statement.query))];
    case 'create materialized view':
      return [words('create materialized view', name(statement.name), statement.ifNotExists && 'if not exists', reads(statement.query))];
    case 'refresh materialized view':
      return [words('refresh', name(statement.name), statement.concurrently && 'concurrently', statement.withData === false && 'with no data')];
    case 'create schema': return [words('create schema', statement.name.name, statement.ifNotExists && 'if not exists')];
    case 'create function':
      return [words('create function', name(statement.name), statement.orReplace && 'or replace', statement.purity ?? 'volatile', statement.language?.name.toLowerCase())];

    case 'insert': {
      const { into, columns, insert, onConflict } = statement;
      const rows = insert.type === 'values' ? 'values' : 'query';
      return [words('insert into', name(into), list((columns ?? []).map((column) => column.name)), rows, reads([insert, onConflict]))];
    }
    case 'update': {
      const { table, sets, where, from } = statement;
      return [words('update', name(table), set(sets.map(({ column }) => column.name)), where ? 'where' : 'all rows', reads([sets, where, from]))];
    }
    case 'delete': return [words('delete from', name(statement.from), statement.where ? 'where' : 'all rows', reads(statement.where))];
    case 'select': case 'union': case 'union all': case 'values': return [`select ${reads(statement)}`, ...settings(statement)];
    case 'truncate table': return statement.tables.map((table) => words('truncate', name(table), statement.cascade === 'cascade' && 'cascade'));

    case 'set': return [words(statement.scope?.toLowerCase() === 'local' ? 'set local' : 'set', statement.variable.name.toLowerCase())];
    case 'set timezone': return ['set timezone'];
    case 'begin': case 'start transaction': return ['begin'];
    case 'commit': case 'rollback': return [statement.type];
    default: return undefined;
  }
}

function alterationLines(table: string, change: TableAlteration): readonly string[] {
  const cascade = 'behaviour' in change && change.behaviour === 'cascade' && 'cascade';
  switch (change.type) {
    case 'rename': return [`rename ${table} to ${change.to.name}`];
    case 'rename column': return [`rename column ${table}.${change.column.name} to ${change.to.name}`];
    case 'rename constraint': return [`rename constraint ${table}.${change.constraint.name} to ${change.to.name}`];
    case 'add column': {
      const [column = '', ...constraints] = columnLines(table, change.column);
      return [words('add', column, change.ifNotExists && 'if not exists'), ...constraints];
    }
    case 'drop column': return [words(`drop column ${table}.${change.column.name}`, change.ifExists && 'if exists', cascade)];
    case 'drop constraint': return [words(`drop constraint ${table}.${change.constraint.name}`, change.ifExists && 'if exists', cascade)];
    case 'add constraint': return [`add ${constraintLine(table, change.constraint)}`];
    case 'alter column': return alterColumnLines(`${table}.${change.column.name}`, change.alter);
    case 'owner': return [];
  }
}

function alterColumnLines(column: string, alter: Extract<TableAlteration, { type: 'alter column' }>['alter']): readonly string[] {
  switch (alter.type) {
    case 'set type': return [`set type ${column} ${typeWords(alter.dataType)}`];
    case 'set default': return [`set default ${column} ${expressionWords(alter.default)}`];
    case 'add generated': return [`add identity ${column}`];
    default: return [`${alter.type} ${column}`];
  }
}

function columnLines(table: string, { name: { name: column }, dataType, constraints = [] }: CreateColumnDef): readonly string[] {
  const own = `${table}.${column}`;
  const fallback = constraints.find((one) => one.type === 'default');
  const generated = constraints.find((one) => one.type === 'add generated');
  const as = generated?.expression;
  return [
    words('column', own, typeWords(dataType), constraints.some(({ type }) => type === 'not null') && 'not null',
      fallback && `default ${expressionWords(fallback.default)}`, generated && (as ? `generated ${set(columnsIn(as))}` : 'identity')),
    ...constraints.flatMap((constraint) => inlineConstraint(table, column, constraint)),
  ];
}

function inlineConstraint(table: string, column: string, constraint: ColumnConstraint): readonly string[] {
  const named = constraint.constraintName && `named ${constraint.constraintName.name}`;
  switch (constraint.type) {
    case 'unique': case 'primary key': return [words(constraint.type, 'on', table, list([column]), named)];
    case 'check': return [words('check on', table, set(columnsIn(constraint.expr)), named)];
    case 'reference': return [words('foreign key on', table, list([column]), named, references(constraint))];
    default: return [];
  }
}

function constraintLine(table: string, constraint: TableConstraint): string {
  const named = constraint.constraintName && `named ${constraint.constraintName.name}`;
  switch (constraint.type) {
    case 'check': return words('check on', table, set(columnsIn(constraint.expr)), named);
    case 'foreign key': return words('foreign key on', table, list(names(constraint.localColumns)), named, references(constraint));
    default: return words(constraint.type, 'on', table, list(names(constraint.columns)), named);
  }
}

function references({ foreignTable, foreignColumns }: { foreignTable: QName; foreignColumns: { name: string }[] }): string {
  return `references ${name(foreignTable)} ${list(names(foreignColumns))}`;
}

/** What the types are called in PostgreSQL's own catalogs. https://www.postgresql.org/docs/current/datatype.html#DATATYPE-TABLE */
const OWN_NAMES: Readonly<Record<string, string>> = {
  int: 'int4', integer: 'int4', smallint: 'int2', bigint: 'int8', 'double precision': 'float8', real: 'float4', float: 'float8', boolean: 'bool', decimal: 'numeric', dec: 'numeric',
  'character varying': 'varchar', character: 'bpchar', char: 'bpchar', 'bit varying': 'varbit',
  'timestamp with time zone': 'timestamptz', 'timestamp without time zone': 'timestamp', 'time with time zone': 'timetz', 'time without time zone': 'time',
  serial: 'serial int4', serial4: 'serial int4', smallserial: 'serial int2', serial2: 'serial int2', bigserial: 'serial int8', serial8: 'serial int8',
};

/** `char` and `bit` without a length have one character. */
const ONE_LONG = new Set(['bpchar', 'bit']);

function typeWords(type: DataTypeDef): string {
  if (type.kind === 'array') return type.arrayOf.kind === 'array' ? typeWords(type.arrayOf) : words(typeWords(type.arrayOf), '[]');
  const own = type.doubleQuoted ? type.name : OWN_NAMES[type.name] ?? type.name;
  const modifiers = type.config ?? (ONE_LONG.has(own) && type.name !== 'bpchar' ? [1] : []);
  return words(type.schema === undefined || type.schema === 'pg_catalog' ? own : `${type.schema}.${own}`, modifiers.length > 0 && list(modifiers.map(String)));
}

function keyWords({ expression }: IndexExpression): string {
  return expression.type === 'ref' ? expression.name : `expression of ${set(columnsIn(expression))}`;
}

function expressionWords(expression: Expr): string {
  return `of ${set(columnsIn(expression))}`;
}

/** Columns of a sub-select are another table's. */
function columnsIn(expression: Expr): readonly string[] {
  const found: string[] = [];
  visit(expression, (node) => {
    if (node['type'] === 'ref' && node['name'] !== '*') found.push(String(node['name']));
    return !isQuery(node);
  });
  return found;
}

function isQuery({ type }: Node): boolean {
  return type === 'select' || type === 'union' || type === 'union all' || type === 'with';
}

/** The tables of all FROM clauses below, names that a WITH clause gives left out. */
function reads(below: unknown): string {
  const found: string[] = [];
  const given = new Set<string>();
  visit(below, (node) => {
    if (node['type'] === 'table') found.push(name(node['name'] as QName));
    if (node['type'] === 'with') for (const { alias } of (node as unknown as WithStatement).bind) given.add(alias.name);
    return true;
  });
  return `reads ${set(found.filter((one) => !given.has(one)))}`;
}

/** set_config sets a setting wherever it stands. */
function settings(below: unknown): readonly string[] {
  const found: string[] = [];
  visit(below, (node) => {
    const { type, function: called, args } = node as { type?: unknown; function?: QName; args?: readonly Expr[] };
    if (type === 'call' && called?.name === 'set_config' && args?.[0]?.type === 'string') found.push(`set ${args[0].value}`);
    return true;
  });
  return found;
}

type Node = Readonly<Record<string, unknown>>;

/** `enter`: whether to go below a node. */
function visit(value: unknown, enter: (node: Node) => boolean): void {
  if (Array.isArray(value)) value.forEach((item) => visit(item, enter));
  else if (typeof value === 'object' && value !== null && enter(value as Node)) Object.values(value).forEach((inner) => visit(inner, enter));
}

function name({ schema, name: own }: QName): string {
  return schema === undefined ? own : `${schema}.${own}`;
}

function names(of: readonly { readonly name: string }[]): readonly string[] {
  return of.map((one) => one.name);
}
