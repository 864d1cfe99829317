import type { Node, RangeVar, SelectStmt } from '@pgsql/types';
import type { Named } from '../sql/name.ts';
import { readsOf } from './reads.ts';
import { bodiesOf, bodyOf, walk } from './tree.ts';
import type { Wording } from './wording.ts';

/** What a statement reads, and which rows of that it locks. `fields`: its own, whose WITH clause is in force in all of them. */
export function readingOf(fields: object, here: Wording): { readonly reads: readonly Named[]; readonly rowLocks?: readonly Named[] } {
  const reads = readsOf(fields, here);
  return { reads, ...rowLocksOf(fields, reads) };
}

/**
 * Those of the relations that a statement reads whose rows it locks: FOR UPDATE, FOR SHARE and their kin, wherever they
 * stand. Of a WITH query the clause behind it locks nothing.
 * https://www.postgresql.org/docs/current/sql-select.html#SQL-FOR-UPDATE-SHARE
 */
function rowLocksOf(fields: object | undefined, reads: readonly Named[]): { readonly rowLocks?: readonly Named[] } {
  const locked = new Set<string>();
  walk(fields, {
    SelectStmt: (query) => {
      for (const { lockedRels } of bodiesOf(query.lockingClause, 'LockingClause')) {
        const only = lockedRels && new Set(bodiesOf(lockedRels, 'RangeVar').map(({ relname }) => relname));
        for (const range of rangesOf(query, only)) locked.add(key(range.schemaname, range.relname));
      }
    },
  });
  const rowLocks = reads.filter(({ schema, name }) => locked.has(key(schema, name)));
  return rowLocks.length > 0 ? { rowLocks } : {};
}

/** The tables of a FROM clause, of its sub-selects as well; with `only` those that are called so. */
function rangesOf({ fromClause }: SelectStmt, only: ReadonlySet<string | undefined> | undefined): readonly RangeVar[] {
  return (fromClause ?? []).flatMap((item) => rangesIn(item, only));
}

function rangesIn(item: Node, only: ReadonlySet<string | undefined> | undefined): readonly RangeVar[] {
  const join = bodyOf(item, 'JoinExpr');
  if (join) return [join.larg, join.rarg].flatMap((side) => (side ? rangesIn(side, only) : []));
  const inner = bodyOf(item, 'RangeSubselect');
  const query = bodyOf(inner?.subquery, 'SelectStmt');
  if (query) return !only || only.has(inner?.alias?.aliasname) ? rangesOf(query, undefined) : [];
  const range = bodyOf(item, 'RangeVar');
  return range && (!only || only.has(range.alias?.aliasname ?? range.relname)) ? [range] : [];
}

function key(schema: string | undefined, name: string | undefined): string {
  return JSON.stringify([schema, name]);
}
