import { tokensOf, wordOf } from './tokens.ts';

const LOOSE = new Set(['and', 'or', 'not', 'is', 'isnull', 'notnull', 'in', 'between', 'like', 'ilike', 'similar', '=', '<', '>', '<=', '>=', '<>', '!=']);

/** An expression as an operand: in parentheses where something in it binds no tighter than IS DISTINCT FROM. */
export function grouped(expression: string): string {
  let depth = 0;
  for (const token of tokensOf(expression)) {
    const word = wordOf(expression, token);
    if (word === '(' || word === '[' || word === 'case') depth++;
    if (word === ')' || word === ']' || word === 'end') depth--;
    if (depth === 0 && (token.kind === 'comment' || LOOSE.has(word))) return `(${expression}${token.kind === 'comment' ? '\n' : ''})`;
  }
  return expression;
}
