import type { WithClause } from '@pgsql/types';
import type { Operation } from './operation.ts';
import type { ReadInner } from './reader.ts';
import { bodiesOf, bodyOf } from './tree.ts';
import type { Stretch, Wording } from './wording.ts';

/** What the statements of a WITH clause change, and the words of the statement behind the clause. */
export interface InsideWith { readonly operations: readonly Operation[]; readonly main: Stretch }

/**
 * Statements inside WITH that change data, read on their own. What its SELECTs read belongs to the main statement.
 * https://www.postgresql.org/docs/current/queries-with.html#QUERIES-WITH-MODIFYING
 */
export function insideWith(clause: WithClause | undefined, here: Wording, within: Stretch, inner: ReadInner): InsideWith {
  let from = within.from;
  const operations: Operation[] = [];
  for (const { location, ctequery } of bodiesOf(clause?.ctes, 'CommonTableExpr')) {
    const as = here.find({ from: here.at(location) + 1, to: within.to }, 'as');
    const open = as === undefined ? undefined : here.find({ from: as, to: within.to }, '(');
    if (open === undefined || !ctequery) continue;
    from = here.next(open);
    const changes = !bodyOf(ctequery, 'SelectStmt');
    const nested = bodyOf(ctequery, 'SelectStmt')?.withClause;
    if (changes) operations.push(...inner(ctequery, here.inside(open)));
    else if (nested) operations.push(...insideWith(nested, here, here.inside(open), inner).operations);
  }
  return { operations, main: { from, to: within.to } };
}
