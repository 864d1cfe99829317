import type { Comment } from '../../migrations/comment.ts';
import { psqlText } from '../../sql/psql.ts';
import { tokensOf } from '../../sql/tokens.ts';

/** The comments of a `.sql` file, those inside dollar-quoted code among them; rows of COPY hold none. */
export function sqlComments(text: string): readonly Comment[] {
  return commentsIn(psqlText(text).sql, 0);
}

function commentsIn(sql: string, from: number): readonly Comment[] {
  return tokensOf(sql).flatMap(({ kind, start, end }): readonly Comment[] => {
    const text = sql.slice(start, end);
    if (kind === 'comment') {
      const body = text.startsWith('--') ? text.slice(2) : text.slice(2).replace(/\*\/$/, '');
      return [{ body, span: { start: from + start, end: from + end } }];
    }
    const tag = kind === 'dollar string' ? /^\$[^$]*\$/.exec(text)?.[0] : undefined;
    return tag === undefined ? [] : commentsIn(text.slice(tag.length, -tag.length), from + start + tag.length);
  });
}
