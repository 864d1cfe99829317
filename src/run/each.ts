import { readStatement } from '../operations/read.ts';
import type { Client } from '../server/connect.ts';
import { quoteName } from '../sql/quote.ts';
import { edited } from '../text/edit.ts';
import { callIt } from './call-it.ts';
import { constraintNamesSql } from './condition-sql.ts';
import type { EachConstraint, PlannedStatement } from './plan.ts';
import { Stopped } from './stop.ts';

/** What is sent for the constraints that the server has: the statement with the name of each. Throws `Stopped` at one that nobody has judged. */
export async function forEach(statement: PlannedStatement, each: EachConstraint, client: Client): Promise<readonly PlannedStatement[]> {
  const { rows } = await client.query<{ name: string }>(constraintNamesSql(each.like));
  return rows.map(({ name }) => {
    const sql = edited(statement.sql, each.names.map((span) => ({ span, text: quoteName(name) })));
    const foreseen = each.judged?.find((judged) => judged.sql === sql);
    if (foreseen) return foreseen;
    const { each: _, ...own } = statement;
    const found = { ...own, sql, words: callIt(sql, readStatement(sql)) };
    if (each.judged) throw new Stopped({ kind: 'unforeseen', statement: found });
    return found;
  });
}
