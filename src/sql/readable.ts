import type { Span } from '../text/place.ts';
import type { Refused } from './grammar.ts';
import { parseStatement } from './grammar.ts';
import type { Placeholder } from './placeholder.ts';
import { perhapsPlaceholdersIn } from './placeholder.ts';
import type { StandIn } from './stand-in.ts';
import { blankFor, nameFor } from './stand-in.ts';

/** A statement that PostgreSQL reads, as long as it was written. `standIns`: what stands where placeholders were. */
export interface Readable { readonly kind: 'readable'; readonly sql: string; readonly standIns: readonly StandIn[] }

/** No stand-in makes it readable. `placeholder`: the one at which, or before which, PostgreSQL stops. */
export interface Unreadable { readonly kind: 'unreadable'; readonly message: string; readonly span: Span; readonly placeholder: Placeholder | undefined }

/** What may stand for a placeholder, in the order in which it is tried: names fit nearly everywhere. */
const FITS = ['name', 'number', 'string', 'nothing'] as const;
type Fit = (typeof FITS)[number];

/** More statements than this are not tried for one; each more placeholder of a statement adds its own tries. */
const TRIES = 16;
/** Of a long statement with many placeholders fewer are tried: together no more characters than this, some second's work. */
const CHARACTERS = 3_000_000;

/**
 * Puts stand-ins for the placeholders of a statement, and lets PostgreSQL's grammar decide which ones fit. `sql` is the
 * statement as written. Words that may be placeholders count as such where PostgreSQL cannot read it otherwise.
 */
export function readable(sql: string, placeholders: readonly Placeholder[]): Readable | Unreadable {
  const first = fitted(sql, placeholders);
  if (first.kind === 'readable') return first;
  const named = filled(sql, placeholders.map((placeholder) => ({ placeholder, fit: 'name' })));
  const perhaps = perhapsPlaceholdersIn(named);
  if (perhaps.length === 0) return first;
  const all = [...placeholders, ...perhaps].sort((a, b) => a.start - b.start);
  const second = fitted(sql, all);
  if (second.kind === 'readable') return withoutIdle(sql, second, placeholders);
  // A slip of the pen is no placeholder, whatever else stands in the statement.
  const at = perhaps.find(({ start, end }) => start - 1 <= first.span.start && first.span.start <= end);
  return first.placeholder ? first : { ...first, placeholder: at };
}

interface Filling { readonly placeholder: Placeholder; fit: Fit }

function fitted(sql: string, placeholders: readonly Placeholder[]): Readable | Unreadable {
  const fillings = placeholders.map((placeholder): Filling => ({ placeholder, fit: 'name' }));
  let refusal: Refused | undefined;
  for (let tries = Math.min(TRIES + 4 * placeholders.length, affordable(sql)); tries > 0; tries--) {
    const parsed = parseStatement(filled(sql, fillings));
    if (parsed.kind === 'parsed') return { kind: 'readable', sql: filled(sql, fillings), standIns: placeholders.map(standIn) };
    // What is too much stays so, whatever stands for its placeholders.
    if (parsed.kind === 'too much') return { kind: 'readable', sql: filled(sql, fillings), standIns: placeholders.map(standIn) };
    refusal ??= parsed;
    if (!tryNext(sql, fillings, parsed.span.start)) break;
  }
  const { message, span } = refusal ?? { message: '', span: { start: 0, end: sql.length } };
  return { kind: 'unreadable', message, span, placeholder: before(placeholders, span.start) };
}

function affordable(sql: string): number {
  return Math.max(TRIES, Math.floor(CHARACTERS / sql.length));
}

/** Gives the last stand-in before the error another form; where it has had all, the one before it. */
function tryNext(sql: string, fillings: readonly Filling[], error: number): boolean {
  for (const filling of fillings.toReversed()) {
    if (filling.placeholder.quoted || filling.placeholder.start > error) continue;
    const next = FITS.slice(FITS.indexOf(filling.fit) + 1).find((fit) => mayBe(fit, filling.placeholder, sql));
    if (next) {
      filling.fit = next;
      return true;
    }
    filling.fit = 'name';
  }
  return false;
}

/** Nothing stands for a placeholder at the end of a statement only: elsewhere it would say something that nobody wrote. */
function mayBe(fit: Fit, { written, end }: Placeholder, sql: string): boolean {
  if (fit === 'string') return written.length > 1 && !/[\r\n]/.test(written);
  return fit !== 'nothing' || /^\s*$/.test(sql.slice(end));
}

function filled(sql: string, fillings: readonly Filling[]): string {
  let result = '';
  let from = 0;
  for (const { placeholder: { start, end, written }, fit } of fillings) {
    result += sql.slice(from, start) + textFor(written, fit);
    from = end;
  }
  return result + sql.slice(from);
}

function textFor(written: string, fit: Fit): string {
  switch (fit) {
    case 'name': return variable(written) ?? nameFor(written);
    case 'number': return `1${blankFor(written.slice(1))}`;
    case 'string': return `'${nameFor(written.slice(1, -1))}'`;
    case 'nothing': return blankFor(written);
  }
}

/** psql says itself what fits: `:'name'` is a string, `:"name"` a quoted name. */
function variable(written: string): string | undefined {
  const quote = /^:(['"])/.exec(written)?.[1];
  return quote === undefined ? undefined : `${quote}${nameFor(`:${written.slice(2, -1)}`)}${quote}`;
}

function standIn({ start, end, written }: Placeholder): StandIn {
  return { start, end, written };
}

function before(placeholders: readonly Placeholder[], error: number): Placeholder | undefined {
  return placeholders.findLast(({ start }) => start <= error) ?? placeholders[0];
}

/** Of the words that only may be placeholders, those that need not be stay as they are. */
function withoutIdle(sql: string, found: Readable, sure: readonly Placeholder[]): Readable {
  let kept = found;
  const known = new Set(sure.map(({ start }) => start));
  for (const candidate of found.standIns.filter(({ start }) => !known.has(start)).slice(0, affordable(sql))) {
    const { start, end } = candidate;
    const text = kept.sql.slice(0, start) + sql.slice(start, end) + kept.sql.slice(end);
    if (parseStatement(text).kind !== 'parsed') continue;
    kept = { ...kept, sql: text, standIns: kept.standIns.filter((one) => one !== candidate) };
  }
  return kept;
}
