import { holdsStandIn } from './stand-in.ts';
import { tokensOf, wordOf } from './tokens.ts';

/** A text in which no name is cut by PostgreSQL's grammar. `restored` gives names back where some were too long. */
export interface ShortNames { readonly sql: string; readonly restored?: (read: string) => string }

/** Names end at 63 bytes. https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS */
const LIMIT = 63;
/** A letter to PostgreSQL that stands for no sign of a placeholder. */
const MARK = '\ue07f';
const SHORT = /\ue07f(\d+)\ue07fx*/g;

/**
 * A stand-in has more bytes than what it stands for, and nobody knows how long the real name is: names that hold one are
 * not to be cut. Each that is too long is called by its number, and filled up to its length, so that all stands where it
 * stood.
 */
export function withShortNames(sql: string): ShortNames {
  if (!holdsStandIn(sql)) return { sql };
  const names: string[] = [];
  let short = '';
  let from = 0;
  for (const token of tokensOf(sql)) {
    const { kind, start, end } = token;
    const raw = sql.slice(start, end);
    if ((kind !== 'word' && kind !== 'name') || !holdsStandIn(raw) || new TextEncoder().encode(raw).length <= LIMIT) continue;
    const [open, length] = kind === 'name' ? [raw.indexOf('"') + 1, raw.lastIndexOf('"')] : [0, raw.length];
    const number = `${MARK}${names.length}${MARK}`;
    names.push(kind === 'name' ? raw.slice(open, length).replaceAll('""', '"') : wordOf(sql, token));
    short += sql.slice(from, start + open) + number + 'x'.repeat(Math.max(0, length - open - number.length));
    from = start + length;
  }
  if (names.length === 0) return { sql };
  return { sql: short + sql.slice(from), restored: (read) => read.replace(SHORT, (all, number: string) => names[Number(number)] ?? all) };
}
