import type { Constant, Edge, PartitionBound, Partitioning } from '../../operations/operation.ts';
import { quoteLiteral, quoteName } from '../../sql/quote.ts';

/** The condition under which a row is inside the bounds of a partition; undefined where it cannot be written for one column. */
export function insideBounds(bound: PartitionBound, key: Partitioning | undefined): string | undefined {
  const column = soleColumn(key);
  if (column === undefined) return undefined;
  const conditions = conditionsOf(bound, column);
  return conditions && [`${column} IS NOT NULL`, ...conditions.inside].join(' AND ');
}

/** The same for a row that is outside of them. */
export function outsideBounds(bound: PartitionBound, key: Partitioning | undefined): string | undefined {
  const column = soleColumn(key);
  const conditions = column === undefined ? undefined : conditionsOf(bound, column);
  return conditions && conditions.outside.join(' OR ');
}

function soleColumn(key: Partitioning | undefined): string | undefined {
  const [column, ...more] = key?.columns ?? [];
  return column === undefined || more.length > 0 || key?.expressions || key?.classes ? undefined : quoteName(column);
}

function conditionsOf(bound: PartitionBound, column: string): { readonly inside: readonly string[]; readonly outside: readonly string[] } | undefined {
  if (bound.kind === 'list') {
    const values = bound.values.flatMap((value) => (typeof value === 'string' ? [] : [literal(value)]));
    if (values.length !== bound.values.length) return undefined;
    const list = values.join(', ');
    return { inside: [`${column} IN (${list})`], outside: [`${column} NOT IN (${list})`] };
  }
  if (bound.kind !== 'range') return undefined;
  const [from, to] = [bound.from[0], bound.to[0]];
  if (!from || !to || from === 'unknown' || to === 'unknown') return undefined;
  return {
    inside: [...compared(column, '>=', from), ...compared(column, '<', to)],
    outside: [...compared(column, '<', from), ...compared(column, '>=', to)],
  };
}

/** Nothing is below MINVALUE. */
function compared(column: string, operator: '<' | '>=', edge: Exclude<Edge, 'unknown'>): readonly string[] {
  return typeof edge === 'string' ? [] : [`${column} ${operator} ${literal(edge)}`];
}

/** Quoted, so that PostgreSQL takes it for one of the column's type. */
function literal({ value }: Constant): string {
  return quoteLiteral(value);
}
