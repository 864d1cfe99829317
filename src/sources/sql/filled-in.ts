import type { Condition } from '../../migrations/condition.ts';
import { ALWAYS } from '../../migrations/condition.ts';
import type { Unread } from '../../migrations/migration.ts';
import type { Placeholder } from '../../sql/placeholder.ts';
import { variablesIn } from '../../sql/placeholder.ts';
import { split } from '../../sql/split.ts';
import type { StandIn } from '../../sql/stand-in.ts';
import { blankFor } from '../../sql/stand-in.ts';
import type { Branch } from '../../sql/template.ts';
import { tokensOf } from '../../sql/tokens.ts';
import { valueAs } from '../../sql/variables.ts';
import type { MappedText } from '../../text/mapped.ts';
import { caused, joined, placeOf, sliced, written } from '../../text/mapped.ts';
import type { Span } from '../../text/place.ts';
import type { Filled } from '../fitted.ts';
import { fitted } from '../fitted.ts';
import type { FileText } from './file-text.ts';

/**
 * A statement of a file with its placeholders filled in: with their values where the file or the project says them, else
 * with stand-ins. Several where a template or a value makes several of it.
 */
export function filledIn(file: FileText, span: Span): readonly (Filled | Unread)[] {
  const inside = file.branches.filter((branch) => span.start < branch.end && branch.start < span.end && !(branch.start <= span.start && span.end <= branch.end));
  if (inside.length === 0) return read(file, written(file.path, file.sql, span), ALWAYS);

  const [tag] = inside;
  const when: Condition = { kind: 'undecidable', reason: `\`${tag?.condition ?? ''}\` decides what of this is sent.`, place: { path: file.path, span: tag?.tag ?? span } };
  const all = choices(inside).map((left) => read(file, written(file.path, without(file.sql, left), span), when));
  const readings = all.filter((steps) => steps.length > 0 && steps.every(({ kind }) => kind === 'filled'));
  const different = new Map(readings.map((steps) => [steps.map((step) => (step.kind === 'filled' ? step.sql.text.replace(/\s+/g, ' ') : '')).join(';'), steps]));
  return different.size > 0 ? [...different.values()].flat() : all[0] ?? [];
}

/** What is left out for each way in which the blocks inside one statement may be sent; few of many. */
function choices(branches: readonly Branch[]): readonly (readonly Branch[])[] {
  const blocks = [...new Set(branches.map(({ block }) => block))].map((block) => branches.filter((branch) => branch.block === block));
  let ways: readonly (readonly Branch[])[] = [[]];
  for (const block of blocks) {
    const sent = block.length > 1 ? block : [...block, undefined];
    ways = ways.flatMap((way) => sent.map((one) => [...way, ...block.filter((branch) => branch !== one)])).slice(0, MOST_WAYS);
  }
  return ways;
}

const MOST_WAYS = 8;

function without(sql: string, branches: readonly Branch[]): string {
  return branches.reduce((text, { start, end }) => text.slice(0, start) + blankFor(text.slice(start, end)) + text.slice(end), sql);
}

function read(file: FileText, text: MappedText, when: Condition): readonly (Filled | Unread)[] {
  const origin = text.pieces[0]?.from.span ?? { start: 0, end: 0 };
  const here = file.placeholders
    .filter(({ start, end }) => origin.start <= start && end <= origin.end)
    .map((one): Placeholder => ({ ...one, start: one.start - origin.start, end: one.end - origin.start }))
    .filter((one) => text.text.slice(one.start, one.end).trim() !== '' && !isCommented(text.text, one));
  const variables = file.variables(origin.start);
  const said = variables.size === 0 && Object.keys(file.values).length === 0 ? [] : variablesIn(text.text).filter(({ name }) => variables.has(name) || name in file.values);
  const { sql, unknown, standIns } = withValues(text, [...here, ...said].sort((a, b) => a.start - b.start), (one) => valueOf(one, file, origin.start));
  if (sql === text && when === ALWAYS) return [fitted(sql, unknown, standIns, when)];
  return split(sql.text).pieces.map((piece) => {
    const within = <S extends Span>(spans: readonly S[]) => spans.filter(({ start, end }) => piece.start <= start && end <= piece.end)
      .map((one) => ({ ...one, start: one.start - piece.start, end: one.end - piece.start }));
    return fitted(sliced(sql, piece), within(unknown), within(standIns), when);
  });
}

interface Valued { readonly text: string; readonly psql: boolean }

/** What the project says; else what the file's own `\set` says, which only psql sends. */
function valueOf({ name, written: word }: Placeholder, file: FileText, at: number): Valued | undefined {
  const quote = /^:(['"])/.exec(word)?.[1] ?? '';
  const isVariable = word.startsWith(':');
  const stated = valueAs(Object.hasOwn(file.values, name) ? file.values[name] : undefined, quote);
  if (stated !== undefined) return { text: stated, psql: false };
  const said = isVariable ? valueAs(file.variables(at).get(name), quote) : undefined;
  return said === undefined ? undefined : { text: said, psql: true };
}

interface WithValues { readonly sql: MappedText; readonly unknown: readonly Placeholder[]; readonly standIns: readonly StandIn[] }

function withValues(text: MappedText, placeholders: readonly Placeholder[], valueFor: (one: Placeholder) => Valued | undefined): WithValues {
  const unknown: Placeholder[] = [];
  const standIns: StandIn[] = [];
  const parts: MappedText[] = [];
  let from = 0;
  let length = 0;
  const add = (part: MappedText) => {
    parts.push(part);
    length += part.text.length;
  };
  for (const one of placeholders) {
    const value = valueFor(one);
    if (value) {
      add(sliced(text, { start: from, end: one.start }));
      if (value.psql) standIns.push({ start: length, end: length + value.text.length, written: one.written });
      add(caused(value.text, placeOf(text, one)));
      from = one.end;
    } else {
      const start = length + one.start - from;
      unknown.push({ ...one, start, end: start + one.written.length });
    }
  }
  if (parts.length === 0) return { sql: text, unknown, standIns };
  add(sliced(text, { start: from, end: text.text.length }));
  return { sql: joined(parts), unknown, standIns };
}

function isCommented(sql: string, { start }: Span): boolean {
  return tokensOf(sql).some((token) => token.kind === 'comment' && token.start <= start && start < token.end);
}
