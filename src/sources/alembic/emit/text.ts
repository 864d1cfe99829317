import type { MappedText } from '../../../text/mapped.ts';
import { sliced } from '../../../text/mapped.ts';
import { replaced } from './sql.ts';

const BIND = /(?<![:\p{L}\p{N}_$\\]):([\p{L}\p{N}_$]+)(?![:\p{L}\p{N}_$])/gu;
const ESCAPED = /\\:(?=[\p{L}\p{N}_$]*(?![:\p{L}\p{N}_$]))/gu;

/** A `:name` of a text, where SQLAlchemy wants a value: even inside quotes, for it does not read SQL. */
export interface Bind { readonly name: string; readonly start: number; readonly end: number }

export function bindsOf(text: string): readonly Bind[] {
  return [...text.matchAll(BIND)].map((match) => ({ name: match[1] ?? '', start: match.index, end: match.index + match[0].length }));
}

/** `\:name` is how a colon is written that is no bind. */
export function unescaped(text: MappedText): MappedText {
  return replaced(text, ESCAPED, () => ':');
}

export function trimmed(text: MappedText): MappedText {
  const start = text.text.length - text.text.trimStart().length;
  return sliced(text, { start, end: Math.max(start, text.text.trimEnd().length) });
}
