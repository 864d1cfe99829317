import type { A_Expr, Node, RangeVar, SelectStmt, WithClause } from '@pgsql/types';
import { columnOf, conjunctsOf, isConstant } from './expression.ts';
import type { Bound } from './operation.ts';
import { bodiesOf, bodyOf, stringsOf } from './tree.ts';

/** What a data change says about the rows it meets. */
export interface Change {
  readonly target: RangeVar | undefined;
  readonly where: Node | undefined;
  readonly from: readonly Node[] | undefined;
  readonly withClause: WithClause | undefined;
}

/** What the WHERE alone promises about the number of rows. A range (or a LIMIT) counts before keys. */
export function boundOf({ target, where, from, withClause }: Change): Bound {
  if (!where) return { kind: 'none' };
  const conjuncts = conjunctsOf(where);
  const limited = limitedNames(from, withClause);
  const own = (node: Node | undefined) => targetColumn(node, target);

  if (conjuncts.some((condition) => isBatch(condition, limited, own))) return { kind: 'range' };
  if (hasBothEnds(conjuncts, own)) return { kind: 'range' };
  const columns = [...new Set(conjuncts.flatMap((condition) => keyOf(condition, own) ?? []))];
  return columns.length > 0 ? { kind: 'keys', columns } : { kind: 'condition' };
}

type ColumnOf = (node: Node | undefined) => string | undefined;

/** A column of the changed table: without a qualifier, or with the table's name or alias. */
function targetColumn(node: Node | undefined, target: RangeVar | undefined): string | undefined {
  const parts = stringsOf(bodyOf(node, 'ColumnRef')?.fields);
  const table = parts.at(-2);
  return table === undefined || table === (target?.alias?.aliasname ?? target?.relname) ? columnOf(node) : undefined;
}

/** `col IN (SELECT … LIMIT n)`, `col = ANY (ARRAY(SELECT … LIMIT n))`, a join with a limited sub-select, a cursor's row. */
function isBatch(condition: Node, limited: ReadonlySet<string>, own: ColumnOf): boolean {
  if (bodyOf(condition, 'CurrentOfExpr')) return true;
  const link = bodyOf(condition, 'SubLink');
  if (link) return link.subLinkType === 'ANY_SUBLINK' && own(link.testexpr) !== undefined && isLimited(link.subselect, limited);
  const comparison = equality(condition);
  if (!comparison) return false;
  return isPick(comparison, limited, own);
}

function isPick({ lexpr, rexpr }: A_Expr, limited: ReadonlySet<string>, own: ColumnOf): boolean {
  const sides = [[lexpr, rexpr], [rexpr, lexpr]] as const;
  return sides.some(([column, other]) => {
    if (own(column) === undefined) return false;
    const link = bodyOf(other, 'SubLink');
    if (link) return link.subLinkType === 'ARRAY_SUBLINK' && isLimited(link.subselect, limited);
    const qualifier = stringsOf(bodyOf(other, 'ColumnRef')?.fields).at(-2);
    return qualifier !== undefined && limited.has(qualifier);
  });
}

/** A query with a LIMIT, or one that reads nothing but a limited CTE. */
function isLimited(node: Node | undefined, limited: ReadonlySet<string>): boolean {
  const query = bodyOf(node, 'SelectStmt');
  if (!query) return false;
  if (hasLimit(query)) return true;
  const [only, ...others] = query.fromClause ?? [];
  const range = bodyOf(only, 'RangeVar');
  return others.length === 0 && range !== undefined && limited.has(range.relname ?? '');
}

function hasLimit(query: SelectStmt): boolean {
  const limit = query.limitCount;
  return limit !== undefined && !bodyOf(limit, 'A_Const')?.isnull;
}

/** CTEs and sub-selects of the FROM clause that a LIMIT keeps small, with the aliases by which they are joined. */
function limitedNames(from: readonly Node[] | undefined, withClause: WithClause | undefined): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { ctename, ctequery } of bodiesOf(withClause?.ctes, 'CommonTableExpr')) {
    if (isLimited(ctequery, names)) names.add(ctename ?? '');
  }
  for (const { alias, subquery } of bodiesOf(from, 'RangeSubselect')) {
    if (isLimited(subquery, names)) names.add(alias?.aliasname ?? '');
  }
  for (const { alias, relname } of bodiesOf(from, 'RangeVar')) {
    if (alias && names.has(relname ?? '')) names.add(alias.aliasname ?? '');
  }
  return names;
}

/** The same column bounded from below and from above, in one BETWEEN or in two comparisons. */
function hasBothEnds(conjuncts: readonly Node[], own: ColumnOf): boolean {
  const ends = new Map<string, Set<'low' | 'high'>>();
  for (const condition of conjuncts) {
    const comparison = bodyOf(condition, 'A_Expr');
    if (!comparison) continue;
    if (comparison.kind === 'AEXPR_BETWEEN' || comparison.kind === 'AEXPR_BETWEEN_SYM') {
      const limits = bodyOf(comparison.rexpr, 'List')?.items ?? [];
      if (own(comparison.lexpr) !== undefined && limits.every(isGiven)) return true;
    }
    const end = endOf(comparison, own);
    if (!end) continue;
    const both = (ends.get(end.column) ?? new Set()).add(end.side);
    if (both.size === 2) return true;
    ends.set(end.column, both);
  }
  return false;
}

function endOf(comparison: A_Expr, own: ColumnOf): { readonly column: string; readonly side: 'low' | 'high' } | undefined {
  const operator = stringsOf(comparison.name).at(-1) ?? '';
  if (comparison.kind !== 'AEXPR_OP' || !/^[<>]=?$/.test(operator)) return undefined;
  const straight = own(comparison.lexpr);
  const column = straight ?? own(comparison.rexpr);
  const given = straight === undefined ? comparison.lexpr : comparison.rexpr;
  if (column === undefined || !given || !isGiven(given)) return undefined;
  return { column, side: operator.startsWith('>') === (straight !== undefined) ? 'low' : 'high' };
}

function keyOf(condition: Node, own: ColumnOf): string | undefined {
  const comparison = equality(condition);
  if (!comparison) return undefined;
  const { lexpr, rexpr } = comparison;
  if (rexpr && isGiven(rexpr)) return own(lexpr);
  return lexpr && comparison.kind === 'AEXPR_OP' && isGiven(lexpr) ? own(rexpr) : undefined;
}

function equality(condition: Node): A_Expr | undefined {
  const comparison = bodyOf(condition, 'A_Expr');
  const equal = comparison?.kind === 'AEXPR_OP' || comparison?.kind === 'AEXPR_IN' || comparison?.kind === 'AEXPR_OP_ANY';
  return equal && stringsOf(comparison.name).at(-1) === '=' ? comparison : undefined;
}

const ARITHMETIC = new Set(['+', '-', '*', '/', '%', '||']);

/** Values that are there before the statement runs: constants, parameters, what is reckoned from them, lists and arrays of them. */
function isGiven(node: Node): boolean {
  const list = bodyOf(node, 'List');
  if (list) return list.items?.every(isGiven) ?? true;
  const array = bodyOf(node, 'A_ArrayExpr');
  if (array) return array.elements?.every(isGiven) ?? true;
  const cast = bodyOf(node, 'TypeCast');
  if (cast?.arg) return isGiven(cast.arg);
  const sum = bodyOf(node, 'A_Expr');
  if (sum?.kind === 'AEXPR_OP' && sum.rexpr && ARITHMETIC.has(stringsOf(sum.name).join('.'))) return isGiven(sum.rexpr) && (sum.lexpr === undefined || isGiven(sum.lexpr));
  return bodyOf(node, 'ParamRef') !== undefined || isConstant(node);
}
