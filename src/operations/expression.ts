import type { Node, SQLValueFunction } from '@pgsql/types';
import { holdsStandIn } from '../sql/stand-in.ts';
import { calledName } from './called-name.ts';
import type { Expression, SqlType } from './operation.ts';
import { sequencesIn } from './sequences-in.ts';
import { sqlTypeOf, typeNameOf } from './sqltype.ts';
import { bodyOf, stringsOf, walk } from './tree.ts';
import type { Stretch, Wording } from './wording.ts';

/** The facts of an expression that stands in these words. */
export function expressionOf(node: Node, here: Wording, stretch: Stretch): Expression {
  const span = here.spanOf(stretch);
  return { span, text: here.text(span), shape: shapeOf(node), ...namedIn(node), through: castsAround(node, here), sequences: sequencesIn(node), impliesNotNull: notNullIn(node) };
}

/** A constant is the same for every row and every call: `-1`, `'{}'::jsonb`, `ARRAY[1, 2]`. */
export function shapeOf(node: Node): Expression['shape'] {
  const bare = withoutCasts(node);
  if (bodyOf(bare, 'A_Const')?.isnull) return 'null';
  if (isConstant(node)) return 'constant';
  if (columnOf(bare) === undefined) return 'other';
  return bare === node ? 'column' : 'cast';
}

export function isConstant(node: Node): boolean {
  const waiting: Node[] = [node];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const bare = withoutCasts(next);
    const array = bodyOf(bare, 'A_ArrayExpr');
    const signed = bodyOf(bare, 'A_Expr');
    if (array) array.elements?.forEach((element) => waiting.push(element));
    else if (signed?.rexpr && !signed.lexpr && isSign(signed.name)) waiting.push(signed.rexpr);
    else if (!bodyOf(bare, 'A_Const')) return false;
  }
  return true;
}

/** The types of `c::a::b`, innermost first; none where more than a column is cast. */
function castsAround(node: Node, here: Wording): readonly SqlType[] {
  const types: SqlType[] = [];
  let bare: Node | undefined = node;
  for (let cast = bodyOf(bare, 'TypeCast'); cast; cast = bodyOf(bare, 'TypeCast')) {
    const from = here.at(cast.typeName?.location);
    types.unshift(sqlTypeOf(cast.typeName, here, { from, to: from + 1 }));
    bare = cast.arg;
  }
  return columnOf(bare) === undefined ? [] : types;
}

/** The column's name, if the expression is nothing but a column. */
export function columnOf(node: Node | undefined): string | undefined {
  return bodyOf(bodyOf(node, 'ColumnRef')?.fields?.at(-1), 'String')?.sval;
}

/** The conditions that must all hold. */
export function conjunctsOf(node: Node): readonly Node[] {
  const found: Node[] = [];
  const waiting: Node[] = [node];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const both = bodyOf(next, 'BoolExpr');
    if (both?.boolop === 'AND_EXPR') both.args?.toReversed().forEach((condition) => waiting.push(condition));
    else found.push(next);
  }
  return found;
}

function withoutCasts(node: Node): Node {
  let bare = node;
  for (;;) {
    const inner = bodyOf(bare, 'TypeCast')?.arg ?? bodyOf(bare, 'CollateClause')?.arg;
    if (!inner) return bare;
    bare = inner;
  }
}

function isSign(name: readonly Node[] | undefined): boolean {
  return ['-', '+'].includes(stringsOf(name).join('.'));
}

/** Columns of a sub-select are another table's; what it calls and casts counts. */
function namedIn(node: Node): Pick<Expression, 'columns' | 'calls' | 'casts'> {
  const columns = new Set<string>();
  const calls = new Set<string>();
  const casts = new Set<string>();
  const deeper = {
    FuncCall: (call: { funcname?: Node[] }) => void calls.add(calledName(call.funcname)),
    SQLValueFunction: (call: SQLValueFunction) => void calls.add(valueFunction(call)),
    TypeCast: (cast: { typeName?: { names?: Node[] } }) => void casts.add(typeNameOf(cast.typeName?.names)),
  };
  walk(node, {
    ...deeper,
    ColumnRef: ({ fields }) => {
      const name = bodyOf(fields?.at(-1), 'String')?.sval;
      if (name === undefined) return;
      columns.add(name);
      // A placeholder alone may become any expression.
      if (fields?.length === 1 && holdsStandIn(name)) calls.add(name);
    },
    SelectStmt: (query) => {
      walk(query, deeper);
      return false;
    },
  });
  return { columns: [...columns], calls: [...calls], casts: [...casts] };
}

export function valueFunction({ op }: SQLValueFunction): string {
  return (op ?? '').replace('SVFOP_', '').replace(/_N$/, '').toLowerCase();
}

/**
 * PostgreSQL skips the scan of SET NOT NULL when a valid CHECK implies it; it looks at the conjuncts one by one.
 * https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-SET-DROP-NOT-NULL
 */
function notNullIn(node: Node): readonly string[] {
  const proven = conjunctsOf(node).flatMap((condition) => {
    const negated = bodyOf(condition, 'BoolExpr');
    if (negated?.boolop === 'NOT_EXPR') return nullTest(negated.args?.[0], 'IS_NULL') ?? [];
    return nullTest(condition, 'IS_NOT_NULL') ?? [];
  });
  return [...new Set(proven)];
}

function nullTest(node: Node | undefined, type: 'IS_NULL' | 'IS_NOT_NULL'): string | undefined {
  const test = bodyOf(node, 'NullTest');
  return test?.nulltesttype === type ? columnOf(test.arg) : undefined;
}
