import type { Delta } from '../../../migrations/cure.ts';
import type { Statement } from '../../../migrations/migration.ts';
import { edited } from '../../../text/edit.ts';
import { placeOf } from '../../../text/mapped.ts';
import type { Place, Span, TextEdit } from '../../../text/place.ts';

/** What a cure changes in one statement of a call. */
export interface CallChange { readonly statement: Statement; readonly edits: readonly TextEdit[]; readonly delta: Delta }

const KEYWORDS: Readonly<Partial<Record<Delta, string>>> = { concurrently: 'postgresql_concurrently=True', 'not valid': 'postgresql_not_valid=True' };

/**
 * Forms of a call that may send the changed SQL: keywords taken out at the places that the edits point to, a keyword
 * added, a name given. Whoever asks reads them again and takes the first that does.
 */
export function candidates(text: string, place: Place, changes: readonly CallChange[]): readonly string[] {
  const call = text.slice(place.span.start, place.span.end);
  const removals = changes.flatMap((change) => removedKeywords(change, text, place));
  const added = [...new Set(changes.flatMap(({ delta }) => KEYWORDS[delta] ?? []))];
  const named = changes.flatMap((change) => givenName(change, call));

  const withKeywords = added.map((keyword) => addition(call, keyword));
  return [[...removals, ...withKeywords], [...removals, ...withKeywords, ...named]]
    .map((edits) => dedented(applied(call, edits), text, place));
}

function applied(call: string, edits: readonly TextEdit[]): string {
  const distinct = edits.filter((edit, index) => edits.findIndex(({ span }) => span.start === edit.span.start && span.end === edit.span.end) === index);
  return edited(call, distinct);
}

/** SQL that goes was caused by a keyword argument, which goes too, with the comma before it. */
function removedKeywords({ statement, edits }: CallChange, text: string, place: Place): readonly TextEdit[] {
  return edits.filter(({ span, text: by }) => by === '' && span.end > span.start).flatMap(({ span }) => {
    const origin = placeOf(statement.sql, withoutBlanks(statement.sql.text, span));
    const inside = origin.path === place.path && origin.span.start > place.span.start && origin.span.end < place.span.end;
    const keyword = inside && /^\w+\s*=(?!=)/.test(text.slice(origin.span.start, origin.span.end));
    return keyword ? [{ span: moved(withComma(text, origin.span), -place.span.start), text: '' }] : [];
  });
}

function withoutBlanks(sql: string, { start, end }: Span): Span {
  const text = sql.slice(start, end);
  return { start: start + text.length - text.trimStart().length, end: end - (text.length - text.trimEnd().length) };
}

function withComma(text: string, { start, end }: Span): Span {
  const before = /,\s*$/.exec(text.slice(0, start));
  if (before) return { start: before.index, end };
  const behind = /^\s*,\s*/.exec(text.slice(end));
  return { start, end: end + (behind?.[0].length ?? 0) };
}

/** The keyword becomes the last argument, on a line of its own where the arguments stand so. */
function addition(call: string, keyword: string): TextEdit {
  const close = call.lastIndexOf(')');
  const inner = call.slice(0, close);
  const end = inner.trimEnd().length;
  if (!inner.trimEnd().endsWith(',')) return { span: { start: end, end }, text: `, ${keyword}` };
  const line = /\n([ \t]*)[^\n]*$/.exec(inner.slice(0, end));
  return { span: { start: end, end }, text: line && inner.slice(end).includes('\n') ? `\n${line[1] ?? ''}${keyword},` : ` ${keyword}` };
}

/** A cure that names a constraint names it in the place of None. */
function givenName({ edits }: CallChange, call: string): readonly TextEdit[] {
  const name = edits.map(({ text }) => / ?CONSTRAINT ("(?:[^"]|"")+"|\S+) $/.exec(text)?.[1]).find((found) => found !== undefined);
  const none = /^[\w.]+\(\s*(?:(?:constraint_name|name)\s*=\s*)?(None)\b/.exec(call);
  if (name === undefined || !none) return [];
  const plain = name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name;
  const start = none[0].length - 'None'.length;
  return [{ span: { start, end: start + 'None'.length }, text: `'${plain.replaceAll("'", "\\'")}'` }];
}

function moved({ start, end }: Span, by: number): Span {
  return { start: start + by, end: end + by };
}

/** The call as it would stand at the left edge. */
function dedented(call: string, text: string, place: Place): string {
  const lineStart = Math.max(text.lastIndexOf('\n', place.span.start - 1), text.lastIndexOf('\r', place.span.start - 1)) + 1;
  const indent = /^[ \t]*/.exec(text.slice(lineStart, place.span.start))?.[0] ?? '';
  return call.split(/\r\n|\r|\n/).map((line, index) => (index > 0 && line.startsWith(indent) ? line.slice(indent.length) : line)).join('\n');
}
