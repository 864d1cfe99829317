import type { Colors } from 'picocolors/types.js';
import type { Lines } from '../text/lines.ts';
import type { Span } from '../text/place.ts';
import { printable } from './printable.ts';
import { columnsOf, graphemesOf, isHalf, isPlain } from './width.ts';

/** Longer places are shown by their first lines and their last. */
const MOST_LINES = 4;
const TAB = 4;
/** What at least is kept in sight before the place in a line that is too long for the terminal. */
const BEFORE = 12;

interface Look { readonly colors: Colors; readonly columns: number; paint(text: string): string }

/** The source lines of a place behind their numbers, the place underlined. Empty where the file has no text there. */
export function excerpt(lines: Lines, span: Span, look: Look): readonly string[] {
  const first = lines.positionOf(span.start).line;
  const last = lines.positionOf(Math.max(span.start, span.end - 1)).line;
  if (lines.spanOf(first).start === lines.spanOf(last).end) return [];

  const gutter = String(last).length;
  const bar = look.colors.dim('│');
  const behind = (label: string, text: string) => `  ${look.colors.dim(label.padStart(gutter))} ${bar} ${text}`.trimEnd();
  const room = look.columns - gutter - 5;
  return shownLines(first, last).flatMap((line) => {
    if (line === undefined) return [behind('⋮', '')];
    const { text, mark } = underlined(lines, line, span, room);
    return mark.columns === 0
      ? [behind(String(line), text)]
      : [behind(String(line), text), behind('', ' '.repeat(mark.start) + look.paint('━'.repeat(mark.columns)))];
  });
}

/** Line numbers from 1; undefined stands for those left out. */
function shownLines(first: number, last: number): readonly (number | undefined)[] {
  const all = Array.from({ length: last - first + 1 }, (_, at) => first + at);
  return all.length <= MOST_LINES ? all : [...all.slice(0, MOST_LINES - 2), undefined, last];
}

interface Mark { readonly start: number; readonly columns: number }

/** One line as it is shown, and where the place lies in it, in columns. */
function underlined(lines: Lines, line: number, place: Span, room: number): { readonly text: string; readonly mark: Mark } {
  const { text: written, start } = near(place, { text: lines.textOf(line), start: lines.spanOf(line).start }, room);
  if (room > 2 * BEFORE && isPlain(written)) return windowedPlain(written, markIn(written, start, place), room);
  const cells = cellsOf(written, start);
  const inherited = place.start < start;
  const from = inherited ? (cells.find(({ text }) => text.trim() !== '')?.start ?? Infinity) : place.start;
  const touched = cells.filter((cell) => cell.end > from && cell.start < Math.max(place.end, from + 1));
  const left = touched[0]?.column ?? cells.at(-1)?.after ?? 0;
  const right = touched.at(-1)?.after ?? left;
  const least = inherited ? 0 : 1;
  return windowed(cells, { start: left, columns: Math.max(right - left, least) }, room);
}

interface Stretch { readonly text: string; readonly start: number }

/** Of a line that no terminal holds, what may come in sight: more on each side than there is room, so that both are cut. */
function near(place: Span, { text, start }: Stretch, room: number): Stretch {
  const margin = 4 * Math.max(room, BEFORE);
  if (text.length <= 4 * margin) return { text, start };
  const at = Math.min(Math.max(0, place.start - start), text.length);
  const from = Math.max(0, at - margin);
  const whole = from > 0 && isHalf(text.charCodeAt(from)) ? from - 1 : from;
  return { text: text.slice(whole, at + 2 * margin), start: start + whole };
}

/** The same where every character is a column. */
function markIn(text: string, start: number, place: Span): Mark {
  const inherited = place.start < start;
  const from = inherited ? text.search(/\S/) : place.start - start;
  const left = from < 0 ? text.length : Math.min(from, text.length);
  const right = Math.min(text.length, Math.max(place.end - start, left + 1));
  return { start: left, columns: Math.max(right - left, inherited ? 0 : 1) };
}

interface Cell { readonly text: string; readonly start: number; readonly end: number; readonly column: number; readonly after: number }

function cellsOf(line: string, offset: number): readonly Cell[] {
  let column = 0;
  return graphemesOf(line).map(({ text: raw, start }) => {
    const text = raw === '\t' ? ' '.repeat(TAB - (column % TAB)) : printable(raw);
    const cell = { text, start: offset + start, end: offset + start + raw.length, column, after: column + columnsOf(text) };
    column = cell.after;
    return cell;
  });
}

/** Cuts a line to the room there is, so that the place begins in sight. */
function windowed(cells: readonly Cell[], mark: Mark, room: number): { readonly text: string; readonly mark: Mark } {
  const whole = cells.at(-1)?.after ?? 0;
  if (whole <= room) return { text: textOf(cells), mark };

  const from = firstInSight(mark, room);
  const inSight = cells.filter(({ column }) => column >= from);
  const shift = inSight[0]?.column ?? 0;
  const lead = shift > 0 ? 1 : 0;
  const kept = inSight.filter(({ after }) => after - shift + lead < room);
  const cut = kept.length < inSight.length;
  const text = `${lead === 1 ? '…' : ''}${textOf(kept)}${cut ? '…' : ''}`;
  const start = mark.start - shift + lead;
  return { text, mark: { start, columns: Math.min(mark.columns, Math.max(1, columnsOf(text) - start)) } };
}

/** The same where every character is a column. */
function windowedPlain(line: string, mark: Mark, room: number): { readonly text: string; readonly mark: Mark } {
  if (line.length <= room) return { text: line, mark };
  const shift = firstInSight(mark, room);
  const lead = shift > 0 ? 1 : 0;
  const to = Math.min(line.length, shift + room - lead - 1);
  const text = `${lead === 1 ? '…' : ''}${line.slice(shift, to)}${to < line.length ? '…' : ''}`;
  const start = mark.start - shift + lead;
  return { text, mark: { start, columns: Math.min(mark.columns, Math.max(1, text.length - start)) } };
}

/** The column that a cut line begins with. */
function firstInSight(mark: Mark, room: number): number {
  const end = mark.start + mark.columns;
  return end < room ? 0 : Math.max(0, Math.min(end + 2 - room, mark.start - Math.min(BEFORE, room >> 2)));
}

function textOf(cells: readonly Cell[]): string {
  return cells.map(({ text }) => text).join('');
}
