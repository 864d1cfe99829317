import type { A_Expr, Node, RangeVar, SelectStmt } from '@pgsql/types';
import type { Condition } from '../../migrations/condition.ts';
import type { ObjectName } from '../../sql/name.ts';
import { calledName } from '../called-name.ts';
import { conjunctsOf, columnOf } from '../expression.ts';
import { bodyOf, stringsOf } from '../tree.ts';
import type { Asking } from './asking.ts';
import { SYSTEM_CATALOGS, TELLS_NOTHING, VISIBLE } from './system-catalogs.ts';
import type { SystemCatalog } from './system-catalogs.ts';
import { plainText } from './value.ts';
import { namedIn } from './written-name.ts';

/** Whether a query over the system catalogs finds a row, as a condition; undefined where it reads anything else. */
export function catalogQuery(query: SelectStmt, asking: Asking): Condition | undefined {
  const rows = rowsOf(query.fromClause);
  if (!rows || rows.length === 0 || query.larg) return undefined;
  const conditions = [...joinConditions(query.fromClause), ...(query.whereClause ? conjunctsOf(query.whereClause) : [])];
  const facts = new Facts(rows, asking);
  for (const condition of conditions) facts.learn(condition);
  return facts.condition();
}

/** Does a query read nothing but system catalogs? */
export function readsCatalogs(query: SelectStmt | undefined): boolean {
  return (query?.fromClause ?? []).length > 0 && tablesOf(query?.fromClause ?? []).every((table) => table !== undefined && isSystem(table));
}

interface Row { readonly alias: string; readonly catalog: SystemCatalog | undefined }

function rowsOf(from: readonly Node[] | undefined): readonly Row[] | undefined {
  const tables = tablesOf(from ?? []);
  if (!tables.every((table): table is RangeVar => table !== undefined && isSystem(table))) return undefined;
  return tables.map((table) => ({ alias: table.alias?.aliasname ?? table.relname ?? '', catalog: catalogOf(table) }));
}

function tablesOf(from: readonly Node[]): readonly (RangeVar | undefined)[] {
  return from.flatMap((node) => {
    const join = bodyOf(node, 'JoinExpr');
    return join ? tablesOf([join.larg, join.rarg].flatMap((side) => side ?? [])) : [bodyOf(node, 'RangeVar')];
  });
}

function joinConditions(from: readonly Node[] = []): readonly Node[] {
  return from.flatMap((node) => {
    const join = bodyOf(node, 'JoinExpr');
    if (!join) return [];
    return [...joinConditions([join.larg, join.rarg].flatMap((side) => side ?? [])), ...(join.quals ? conjunctsOf(join.quals) : [])];
  });
}

function isSystem({ schemaname, relname = '' }: RangeVar): boolean {
  return schemaname === 'information_schema' || schemaname === 'pg_catalog' || (schemaname === undefined && relname.startsWith('pg_'));
}

function catalogOf({ schemaname, relname = '' }: RangeVar): SystemCatalog | undefined {
  return SYSTEM_CATALOGS[schemaname === 'information_schema' ? `${schemaname}.${relname}` : relname];
}

/** Objects that are part of others come first: of a column and its table the column is meant. */
const MOST_SPECIAL: readonly ObjectName['type'][] = ['enum label', 'column', 'constraint', 'trigger', 'index', 'function', 'type', 'relation', 'schema'];

/** What the conditions of a query say of the objects that its rows stand for. */
class Facts {
  readonly #rows: readonly Row[];
  readonly #asking: Asking;
  /** Names by `alias.column`; several where IN lists them. */
  readonly #names = new Map<string, readonly ObjectName[]>();
  readonly #links: (readonly [string, string])[] = [];
  #all = true;

  constructor(rows: readonly Row[], asking: Asking) {
    this.#rows = rows;
    this.#asking = asking;
  }

  learn(condition: Node): void {
    this.#all = this.#understood(condition) && this.#all;
  }

  condition(): Condition | undefined {
    const named = this.#rows.filter(({ alias, catalog }) => catalog && this.#names.has(`${alias}.${catalog.name}`))
      .sort((a, b) => rank(a) - rank(b));
    const [main] = named;
    if (!main?.catalog) return undefined;
    const meant = this.#rows.every(({ catalog }) => catalog !== undefined && (rank({ catalog }) >= rank(main)));
    const objects = this.#objects(main);
    const found: Condition = objects.length === 1 ? { kind: 'exists', object: objects[0] ?? { type: 'relation', name: '' } } : { kind: 'any', of: objects.map((object): Condition => ({ kind: 'exists', object })) };
    if (this.#all && meant) return found;
    return { kind: 'all', of: [found, { kind: 'undecidable', reason: 'What else this asks of the system catalogs is known only when it runs.', place: this.#asking.place }] };
  }

  #objects({ alias, catalog }: Row): readonly ObjectName[] {
    if (!catalog) return [];
    const of = catalog.of === undefined ? undefined : this.#linked(`${alias}.${catalog.of}`);
    const schema = (catalog.schema === undefined ? undefined : this.#linked(`${alias}.${catalog.schema}`))?.name ?? of?.schema;
    return (this.#names.get(`${alias}.${catalog.name}`) ?? []).map(({ name }) => ({
      type: catalog.type, name, ...(schema === undefined ? {} : { schema }), ...(of === undefined ? {} : { of: of.name }),
    }));
  }

  /** What a column names: said of it, or of the object whose OID it is compared with. */
  #linked(column: string): ObjectName | undefined {
    const own = this.#names.get(column)?.[0];
    if (own) return own;
    const other = this.#links.flatMap(([a, b]) => (a === column ? [b] : b === column ? [a] : [])).find((end) => end.endsWith('.oid'));
    const row = other === undefined ? undefined : this.#rows.find(({ alias }) => `${alias}.oid` === other);
    return row && this.#objects(row)[0];
  }

  #understood(condition: Node): boolean {
    const operator = bodyOf(condition, 'A_Expr');
    if (!operator) return this.#tellsNothing(condition);
    const left = this.#columnOf(operator.lexpr);
    const right = this.#columnOf(operator.rexpr);
    if (left !== undefined && right !== undefined) {
      this.#links.push([left, right]);
      return isEquality(operator);
    }
    const [column, value] = left === undefined ? [right, operator.lexpr] : [left, operator.rexpr];
    if (column === undefined || !value) return false;
    if (TELLS_NOTHING.has(column.slice(column.indexOf('.') + 1))) return true;
    const objects = isEquality(operator) ? this.#meant(value) : undefined;
    if (objects) return this.#name(column, objects);
    return isEquality(operator) && isCurrentSchema(value);
  }

  /** Says what a row stands for, or is part of; a column of any other meaning tells nothing that a catalog knows. */
  #name(column: string, objects: readonly ObjectName[]): boolean {
    const [alias, name] = column.split('.');
    const catalog = this.#rows.find((row) => row.alias === alias)?.catalog;
    if (!catalog || name === undefined) return false;
    const isOid = catalog.by === 'oid' && name === 'oid';
    if (!isOid && ![catalog.name, catalog.schema, catalog.of].includes(name)) return false;
    this.#names.set(isOid ? `${alias}.${catalog.name}` : column, objects);
    const schema = objects[0]?.schema;
    if (isOid && schema !== undefined) this.#names.set(`${alias}.${catalog.schema}`, [{ type: 'schema', name: schema }]);
    return true;
  }

  /** `NOT attisdropped`, `pg_table_is_visible(oid)`. */
  #tellsNothing(condition: Node): boolean {
    const not = bodyOf(condition, 'BoolExpr');
    const inner = not?.boolop === 'NOT_EXPR' ? not.args?.[0] : condition;
    const column = this.#columnOf(inner);
    if (column !== undefined) return TELLS_NOTHING.has(column.slice(column.indexOf('.') + 1));
    const call = bodyOf(inner, 'FuncCall');
    return not === undefined && call !== undefined && VISIBLE.has(calledName(call.funcname));
  }

  /** The column with its alias, if the node is one of these rows'. */
  #columnOf(node: Node | undefined): string | undefined {
    const bare = bodyOf(node, 'TypeCast')?.arg ?? node;
    const column = columnOf(bare);
    if (column === undefined) return undefined;
    const parts = stringsOf(bodyOf(bare, 'ColumnRef')?.fields);
    const row = parts.length > 1 ? this.#rows.find(({ alias }) => alias === parts.at(-2)) : this.#owner(column);
    return row && `${row.alias}.${column}`;
  }

  #owner(column: string): Row | undefined {
    const owners = this.#rows.filter(({ catalog }) => catalog && [catalog.name, catalog.schema, catalog.of, ...(catalog.by === 'oid' ? ['oid'] : [])].includes(column));
    return owners[0] ?? (TELLS_NOTHING.has(column) || this.#rows.length === 1 ? this.#rows[0] : undefined);
  }

  /** The names that a constant, a list of them, `'x'::regclass` or a query for an OID mean. */
  #meant(node: Node): readonly ObjectName[] | undefined {
    const list = bodyOf(node, 'List')?.items;
    if (list) {
      const all = list.map((item) => this.#meant(item)?.[0]);
      return all.every((one): one is ObjectName => one !== undefined) ? all : undefined;
    }
    const inner = bodyOf(node, 'SubLink');
    if (inner?.subLinkType === 'EXPR_SUBLINK') return objectIn(bodyOf(inner.subselect, 'SelectStmt'), this.#asking);
    const cast = bodyOf(node, 'TypeCast');
    const type = stringsOf(cast?.typeName?.names).at(-1) ?? '';
    const text = plainText(this.#asking.value(node)) ?? plainText(this.#asking.value(cast?.arg));
    if (text === undefined) return undefined;
    const object = OID_TYPES.has(type) || isNested(cast) ? namedIn(text, 'relation') : { type: 'relation', name: text } as const;
    return object && [object];
  }
}

const OID_TYPES = new Set(['regclass', 'regtype', 'regnamespace']);

/** `'t'::regclass::oid` */
function isNested(cast: { readonly arg?: Node } | undefined): boolean {
  return OID_TYPES.has(stringsOf(bodyOf(cast?.arg, 'TypeCast')?.typeName?.names).at(-1) ?? '');
}

function rank({ catalog }: Pick<Row, 'catalog'>): number {
  return catalog ? MOST_SPECIAL.indexOf(catalog.type) : -1;
}

function isEquality({ kind, name }: A_Expr): boolean {
  return (kind === 'AEXPR_OP' || kind === 'AEXPR_IN') && stringsOf(name).at(-1) === '=';
}

function isCurrentSchema(node: Node): boolean {
  const call = bodyOf(node, 'FuncCall');
  const name = call ? calledName(call.funcname) : bodyOf(node, 'SQLValueFunction')?.op;
  return name === 'current_schema' || name === 'SVFOP_CURRENT_SCHEMA' || name === 'current_database' || name === 'SVFOP_CURRENT_CATALOG';
}

/** `(SELECT oid FROM pg_class WHERE relname = 't')` means that table. */
function objectIn(query: SelectStmt | undefined, asking: Asking): readonly ObjectName[] | undefined {
  const found = query && catalogQuery(query, asking);
  return found?.kind === 'exists' ? [found.object] : undefined;
}
