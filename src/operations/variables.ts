import type { ColumnRef, Node } from '@pgsql/types';
import { stringsOf } from './tree.ts';

/**
 * Makes parameters of the variables of the code around: their values are there before the statement runs. A name that
 * were a column as well PostgreSQL would refuse.
 * https://www.postgresql.org/docs/current/plpgsql-implementation.html#PLPGSQL-VAR-SUBST
 */
export function withParameters(tree: Node, variables: ReadonlySet<string>): Node {
  const waiting: unknown[] = [tree];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (typeof next !== 'object' || next === null) continue;
    const fields = next as Record<string, unknown>;
    for (const [key, value] of Object.entries(fields)) {
      if (isVariable(value, variables)) fields[key] = { ParamRef: { location: value.ColumnRef.location } };
      else if (typeof value === 'object' && value !== null) waiting.push(value);
    }
  }
  return tree;
}

function isVariable(node: unknown, variables: ReadonlySet<string>): node is { readonly ColumnRef: ColumnRef } {
  if (typeof node !== 'object' || node === null || !('ColumnRef' in node)) return false;
  return variables.has(stringsOf((node.ColumnRef as ColumnRef).fields)[0] ?? '');
}
