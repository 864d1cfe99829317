import type { Script, Statement } from '../../migrations/migration.ts';
import { nextToken } from '../../sql/tokens.ts';
import { placeOf } from '../../text/mapped.ts';
import type { Span } from '../../text/place.ts';

/** Where a statement stands in its file. `whole`: with the comments before it, its semicolon and the end of its line. */
export interface Stretch { readonly sql: Span; readonly whole: Span; readonly isEnded: boolean }

/** The statements of a script as they lie in its file, by their steps; undefined where some come from elsewhere. */
export function stretchesOf({ steps, path }: Script, text: string, from: number): readonly Stretch[] | undefined {
  const stretches: Stretch[] = [];
  let start = from;
  for (const step of steps) {
    const sql = step.kind === 'statement' ? standsIn(path, step) : undefined;
    if (!sql || sql.start < start) return undefined;
    const behind = behindSemicolon(text, sql.end);
    const end = endOfLine(text, behind);
    stretches.push({ sql, whole: { start, end }, isEnded: behind > sql.end });
    start = end;
  }
  return stretches;
}

function standsIn(path: string, { sql, origin }: Statement): Span | undefined {
  const place = placeOf(sql, { start: 0, end: sql.text.length });
  return origin === 'written' && place.path === path && place.via === undefined ? place.span : undefined;
}

function behindSemicolon(text: string, end: number): number {
  let token = nextToken(text, end);
  while (token?.kind === 'comment') token = nextToken(text, token.end);
  return token && text[token.start] === ';' ? token.end : end;
}

/** A comment on the same line belongs to the statement before it. */
function endOfLine(text: string, from: number): number {
  const [rest = ''] = /^[ \t]*(?:--[^\n]*)?(?:\r?\n|$)/.exec(text.slice(from)) ?? [];
  return from + rest.length;
}
