import { tokensOf, wordOf } from './tokens.ts';

/** The words of a statement: layout, comments and the case of unquoted words do not count. */
export function normalized(sql: string): readonly string[] {
  return tokensOf(sql).filter(({ kind }) => kind !== 'comment').map((token) => wordOf(sql, token));
}
