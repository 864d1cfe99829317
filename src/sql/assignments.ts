import { tokensOf, wordOf } from './tokens.ts';

export interface Assignment { readonly column: string; readonly value: string }

/** The assignments of `a = 1, b = f(x, 2)`, as written; undefined where they are not all of one column each. */
export function assignmentsOf(text: string): readonly Assignment[] | undefined {
  const assignments = pieces(text).map(assignmentOf);
  return assignments.every((assignment) => assignment !== undefined) ? assignments : undefined;
}

function pieces(text: string): readonly string[] {
  const result: string[] = [];
  let depth = 0;
  let from = 0;
  for (const token of tokensOf(text)) {
    const word = wordOf(text, token);
    if (word === '(' || word === '[') depth++;
    if (word === ')' || word === ']') depth--;
    if (word !== ',' || depth > 0) continue;
    result.push(text.slice(from, token.start));
    from = token.end;
  }
  return [...result, text.slice(from)];
}

function assignmentOf(piece: string): Assignment | undefined {
  const [column, equals] = tokensOf(piece);
  if (!column || !equals || wordOf(piece, equals) !== '=' || (column.kind !== 'word' && column.kind !== 'name')) return undefined;
  return { column: piece.slice(column.start, column.end), value: piece.slice(equals.end).trim() };
}
