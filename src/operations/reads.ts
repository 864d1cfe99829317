import type { RangeVar, WithClause } from '@pgsql/types';
import type { Named } from '../sql/name.ts';
import { relationNamed } from './names.ts';
import { bodiesOf } from './tree.ts';
import type { Wording } from './wording.ts';

/** Names that a WITH clause gives in some part of a query: a table of that name is not meant there. */
type Hidden = ReadonlySet<string>;
interface Waiting { readonly key: string; readonly value: unknown; readonly hidden: Hidden }

const NOTHING: Hidden = new Set();

/** Statements inside WITH that change data have operations of their own, their reads with them. */
const OWN_OPERATIONS = new Set(['InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt']);

/**
 * The tables of all FROM clauses and sub-selects below, each once, in text order. `fields`: a statement's own fields,
 * whose WITH clause is in force in all of them.
 */
export function readsOf(fields: object | undefined, here: Wording, hidden: ReadonlySet<string> = NOTHING): readonly Named[] {
  const found: RangeVar[] = [];
  const waiting: Waiting[] = [{ key: '', value: fields, hidden }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { key, value } = next;
    if (typeof value !== 'object' || value === null || key === 'lockedRels' || OWN_OPERATIONS.has(key)) continue;
    if (key === 'RangeVar') {
      const range = value as RangeVar;
      if (range.schemaname !== undefined || !next.hidden.has(range.relname ?? '')) found.push(range);
      continue;
    }
    // One by one: as arguments of one call a long list of rows would overflow the stack.
    for (const inner of below(value, next.hidden)) waiting.push(inner);
  }
  found.sort((a, b) => (a.location ?? 0) - (b.location ?? 0));
  return once(found).map((range) => relationNamed(range, here));
}

/** A CTE sees those before it, of a recursive clause all; the rest of the statement sees all. */
function below(value: object, hidden: Hidden): readonly Waiting[] {
  const clause = 'withClause' in value ? (value.withClause as WithClause | undefined) : undefined;
  const entries = Object.entries(value);
  if (!clause) return entries.map(([key, inner]) => ({ key, value: inner, hidden }));

  const ctes = bodiesOf(clause.ctes, 'CommonTableExpr');
  const all = new Set([...hidden, ...ctes.map(({ ctename }) => ctename ?? '')]);
  const seen = new Set(hidden);
  const inside = ctes.map(({ ctename, ctequery }): Waiting => {
    const visible = clause.recursive ? all : new Set(seen);
    seen.add(ctename ?? '');
    return { key: '', value: ctequery, hidden: visible };
  });
  const rest = entries.filter(([key]) => key !== 'withClause').map(([key, inner]): Waiting => ({ key, value: inner, hidden: all }));
  return [...inside, ...rest];
}

function once(ranges: readonly RangeVar[]): readonly RangeVar[] {
  const byName = new Map<string, RangeVar>();
  for (const range of ranges) {
    const name = JSON.stringify([range.schemaname, range.relname]);
    if (!byName.has(name)) byName.set(name, range);
  }
  return [...byName.values()];
}
