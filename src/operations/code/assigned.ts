import type { Datum, PlpgsqlFunction, Statements } from '../../sql/plpgsql.ts';
import { tokensOf, wordOf } from '../../sql/tokens.ts';

/** The variable that `x := 1` changes, and where its value begins; `whole` is false for a field or an element of it. */
export interface Assignment { readonly name: string; readonly valueAt: number; readonly whole: boolean }

export function assignmentIn(text: string): Assignment | undefined {
  const tokens = tokensOf(text);
  const sign = tokens.findIndex((token) => [':=', '='].includes(wordOf(text, token)));
  const [first] = tokens;
  const operator = tokens[sign];
  if (!first || !operator) return undefined;
  return { name: wordOf(text, first).replace(/^"(.*)"$/s, '$1'), valueAt: operator.end, whole: sign === 1 };
}

export function namesOf(target: Datum | undefined): readonly string[] {
  const one = target?.PLpgSQL_var ?? target?.PLpgSQL_rec;
  return one ? [one.refname] : (target?.PLpgSQL_row?.fields ?? []).map(({ name }) => name);
}

/** The variables that statements may change, however deep. */
export function assignedIn(statements: Statements, { datums }: PlpgsqlFunction): ReadonlySet<string> {
  const names = new Set<string>(['found']);
  const waiting: unknown[] = [statements];
  for (let next = waiting.pop(); waiting.length > 0 || next !== undefined; next = waiting.pop()) {
    if (typeof next !== 'object' || next === null) continue;
    for (const [key, value] of Object.entries(next)) {
      if (key === 'target' || key === 'var') namesOf(value as Datum).forEach((name) => names.add(name));
      if (key === 'varno' || (key === 'target' && typeof value === 'number')) namesOf(datums[Number(value)]).forEach((name) => names.add(name));
      if (key === 'PLpgSQL_stmt_assign') names.add(assignmentIn((value as { expr: { PLpgSQL_expr: { query: string } } }).expr.PLpgSQL_expr.query)?.name ?? '');
      waiting.push(value);
    }
  }
  return names;
}
