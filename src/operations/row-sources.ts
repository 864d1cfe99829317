import type { A_Expr, Node, RangeVar, SelectStmt } from '@pgsql/types';
import { columnOf, conjunctsOf, isConstant } from './expression.ts';
import type { RowSource } from './operation.ts';
import { bodiesOf, bodyOf, stringsOf } from './tree.ts';

/**
 * What the rows of a query are made from: the tables that it goes through, each with the columns that constants pick.
 * Empty: no more rows than the text says. Sub-selects in its conditions multiply nothing.
 */
export function rowSourcesOf(query: SelectStmt | undefined): readonly RowSource[] {
  if (!query || query.valuesLists || isLimited(query)) return [];
  if (query.larg || query.rarg) return [...rowSourcesOf(query.larg), ...rowSourcesOf(query.rarg)];
  const defined = new Set(bodiesOf(query.withClause?.ctes, 'CommonTableExpr').map(({ ctename }) => ctename));
  const { items, conditions } = flattened(query.fromClause ?? []);
  const all = [...conditions, ...(query.whereClause ? conjunctsOf(query.whereClause) : [])];
  return items.flatMap((item) => sourceOf(item, all, items.length === 1, defined));
}

function isLimited({ limitCount }: SelectStmt): boolean {
  return limitCount !== undefined && !bodyOf(limitCount, 'A_Const')?.isnull;
}

interface Flattened { readonly items: readonly Node[]; readonly conditions: readonly Node[] }

/** The tables of joins, and what inner joins demand of them. */
function flattened(from: readonly Node[]): Flattened {
  const parts = from.map((node): Flattened => {
    const join = bodyOf(node, 'JoinExpr');
    if (!join) return { items: [node], conditions: [] };
    const below = flattened([join.larg, join.rarg].flatMap((side) => side ?? []));
    const demands = join.quals && join.jointype === 'JOIN_INNER' ? conjunctsOf(join.quals) : [];
    return { items: below.items, conditions: [...below.conditions, ...demands] };
  });
  return { items: parts.flatMap(({ items }) => items), conditions: parts.flatMap(({ conditions }) => conditions) };
}

function sourceOf(item: Node, conditions: readonly Node[], isOnly: boolean, defined: ReadonlySet<string | undefined>): readonly RowSource[] {
  const table = bodyOf(item, 'RangeVar');
  if (table && !(table.schemaname === undefined && defined.has(table.relname))) {
    const columns = conditions.flatMap((condition) => picked(condition, table, isOnly) ?? []);
    return [{ kind: 'table', table: { type: 'relation', schema: table.schemaname, name: table.relname ?? '' }, columns: [...new Set(columns)] }];
  }
  const inner = bodyOf(item, 'RangeSubselect');
  return inner ? rowSourcesOf(bodyOf(inner.subquery, 'SelectStmt')) : [{ kind: 'unknown' }];
}

/** The column of this table that a condition compares with constants. */
function picked(condition: Node, table: RangeVar, isOnly: boolean): string | undefined {
  const comparison = bodyOf(condition, 'A_Expr');
  if (!comparison || !isEquality(comparison)) return undefined;
  const { lexpr, rexpr } = comparison;
  const sides = [[lexpr, rexpr], [rexpr, lexpr]] as const;
  const [column] = sides.find(([, other]) => other !== undefined && isGiven(other)) ?? [];
  const qualifier = stringsOf(bodyOf(column, 'ColumnRef')?.fields).at(-2);
  const isOwn = qualifier === undefined ? isOnly : qualifier === (table.alias?.aliasname ?? table.relname);
  return isOwn ? columnOf(column) : undefined;
}

function isEquality({ kind, name }: A_Expr): boolean {
  return (kind === 'AEXPR_OP' || kind === 'AEXPR_IN') && stringsOf(name).at(-1) === '=';
}

function isGiven(node: Node): boolean {
  const list = bodyOf(node, 'List');
  return list ? (list.items ?? []).every(isConstant) : isConstant(node);
}
