import type { Direction } from '../../migrations/migration.ts';
import type { Token } from '../../sql/tokens.ts';
import { tokensOf } from '../../sql/tokens.ts';
import type { Span } from '../../text/place.ts';
import type { SectionStyle } from './style.ts';

/** A stretch of a file for one direction. */
export interface Section extends Span {
  readonly direction: Direction;
  /** What its marker says about a transaction, if anything. */
  readonly transaction?: boolean;
}

/** A file in its sections. `preface`: what stands above the first of them. */
export interface Sectioned { readonly style: SectionStyle; readonly sections: readonly Section[]; readonly preface: Span }

/** The sections of a file, in the first of these styles that it has markers of. Markers in strings and function bodies are none. */
export function sectionsOf(sql: string, styles: readonly SectionStyle[]): Sectioned | undefined {
  if (styles.length === 0) return undefined;
  const comments = commentsOf(sql);
  for (const style of styles) {
    const found = style.kind === 'divider' ? halves(sql, comments, style) : marked(sql, comments, style);
    if (found) return found;
  }
  return undefined;
}

/** One file is asked about the styles of several tools. */
function commentsOf(sql: string): readonly Token[] {
  if (last?.sql !== sql) last = { sql, comments: sql.includes('--') || sql.includes('/*') ? tokensOf(sql).filter(({ kind }) => kind === 'comment') : [] };
  return last.comments;
}

let last: { readonly sql: string; readonly comments: readonly Token[] } | undefined;

function marked(sql: string, comments: readonly Token[], style: Extract<SectionStyle, { kind: 'markers' }>): Sectioned | undefined {
  const { marker, transaction: says } = style;
  const heads = comments.flatMap(({ start, end }) => {
    const [, direction, options = ''] = marker.exec(sql.slice(start, end)) ?? [];
    if (direction === undefined) return [];
    const transaction = says?.no.test(options) ? false : says?.yes.test(options) ? true : undefined;
    return [{ above: startOfMarker(sql, start), start: end, direction, transaction }];
  });
  const [first] = heads;
  if (!first) return undefined;
  const sections = heads.map(({ start, direction, transaction }, at): Section => ({
    direction: /^up/i.test(direction) ? 'up' : 'down',
    start,
    end: heads[at + 1]?.above ?? sql.length,
    ...(transaction !== undefined && { transaction }),
  }));
  return { style, sections, preface: { start: 0, end: first.above } };
}

/** Play writes `# --- !Ups`, and a `#` begins no comment of SQL's. */
function startOfMarker(sql: string, comment: number): number {
  const line = sql.lastIndexOf('\n', comment - 1) + 1;
  return /^#[ \t]*$/.test(sql.slice(line, comment)) ? line : comment;
}

function halves(sql: string, comments: readonly Token[], style: Extract<SectionStyle, { kind: 'divider' }>): Sectioned | undefined {
  const divider = comments.find(({ start, end }) => style.divider.test(sql.slice(start, end)));
  if (!divider) return undefined;
  const section = (direction: Direction, start: number, end: number): Section =>
    ({ direction, start, end, ...(style.alone.test(sql.slice(start, end)) && { transaction: false }) });
  return {
    style,
    sections: [section('up', 0, divider.start), section('down', divider.end, sql.length)],
    preface: { start: 0, end: 0 },
  };
}
