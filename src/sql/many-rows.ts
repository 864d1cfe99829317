import { nextToken, wordOf } from './tokens.ts';

/** So many rows are kept: enough for whoever looks at what is in them. */
const KEPT = 100;

/**
 * An INSERT of very many rows with all but the first blanked out, so that every place stays where it is; undefined
 * where it is no such statement, or where a row that would be lost says DEFAULT, which means more than a value does.
 */
export function withFirstRows(sql: string): string | undefined {
  const start = startOfRows(sql);
  if (start === undefined) return undefined;
  let [rows, depth, kept, end] = [0, 0, start, start];
  for (let token = nextToken(sql, start); token; token = nextToken(sql, token.end)) {
    if (token.kind === 'comment') continue;
    const letter = sql.charAt(token.start);
    if (token.kind === 'operator' && letter === '(') depth++;
    else if (token.kind === 'operator' && letter === ')') {
      depth--;
      if (depth === 0) {
        end = token.end;
        rows++;
        if (rows === KEPT) kept = end;
      }
    } else if (depth === 0 && letter !== ',') break;
    else if (rows >= KEPT && token.kind === 'word' && wordOf(sql, token) === 'default') return undefined;
  }
  return rows > KEPT && depth === 0 ? `${sql.slice(0, kept)}${' '.repeat(end - kept)}${sql.slice(end)}` : undefined;
}

/** Behind `INSERT INTO t (a, b) VALUES`. */
function startOfRows(sql: string): number | undefined {
  let depth = 0;
  let isInsert = false;
  for (let token = nextToken(sql, 0); token; token = nextToken(sql, token.end)) {
    if (token.kind === 'comment') continue;
    const word = wordOf(sql, token);
    if (!isInsert && word !== 'insert') return undefined;
    isInsert = true;
    if (word === '(') depth++;
    else if (word === ')') depth--;
    else if (depth === 0 && word === 'values') return token.end;
    else if (depth === 0 && (word === 'select' || word === 'with')) return undefined;
  }
  return undefined;
}
