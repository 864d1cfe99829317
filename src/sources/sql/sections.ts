import type { Direction } from '../../migrations/migration.ts';
import { tokensOf } from '../../sql/tokens.ts';
import type { Span } from '../../text/place.ts';

/** A stretch of a file under one marker. `preface`: above the first marker, where no statement belongs. */
export interface Section extends Span {
  readonly direction: Direction | 'preface';
  /** What the marker says about a transaction, if anything. */
  readonly transaction?: boolean;
}

/** `-- migrate:up transaction:false` (dbmate), `-- +goose Up`, `-- +migrate Up notransaction` (sql-migrate). */
const MARKER = /^--[ \t]*(?:migrate:|\+goose[ \t]+|\+migrate[ \t]+)(up|down)\b(.*)$/i;
const GOOSE_ALONE = /^--[ \t]*\+goose[ \t]+no[ \t]+transaction\b/i;
/** tern parts a file in two, the way up and the way down: https://github.com/jackc/tern#migrations */
const TERN_DIVIDER = /^----[ \t]*create above[ \t]*\/[ \t]*drop below[ \t]*----/i;
const TERN_ALONE = /^----[ \t]*tern:[ \t]*disable-tx[ \t]*----/i;


/** The sections of a file; none where it has no markers. Markers in strings and function bodies are none. */
export function sectionsOf(sql: string): readonly Section[] {
  const halves = halvesOf(sql);
  if (halves.length > 0) return halves;
  const sections: Section[] = [];
  let alone = false;
  for (const token of tokensOf(sql)) {
    if (token.kind !== 'comment') continue;
    const comment = sql.slice(token.start, token.end);
    alone ||= GOOSE_ALONE.test(comment);
    const [, direction, options = ''] = MARKER.exec(comment) ?? [];
    if (direction === undefined) continue;
    const stated = /(?:^|\s)transaction:(true|false)\b|(?:^|\s)(notransaction)\b/i.exec(options);
    sections.push({
      direction: direction.toLowerCase() === 'up' ? 'up' : 'down',
      start: token.end,
      end: sql.length,
      ...(stated && { transaction: stated[1]?.toLowerCase() === 'true' }),
    });
  }
  if (sections.length === 0) return [];
  const [first] = sections;
  const markerOf = (section: Section) => sql.lastIndexOf('--', section.start - 1);
  const closed = sections.map((section, at): Section => {
    const next = sections[at + 1];
    return { ...section, ...(next && { end: markerOf(next) }), ...(alone && { transaction: false }) };
  });
  return [{ direction: 'preface', start: 0, end: first ? markerOf(first) : 0 }, ...closed];
}

/** The two parts of a file of tern's; none where it has neither the divider nor the option. */
function halvesOf(sql: string): readonly Section[] {
  const comments = tokensOf(sql).filter(({ kind }) => kind === 'comment');
  const found = (mark: RegExp) => comments.find(({ start, end }) => mark.test(sql.slice(start, end)));
  const divider = found(TERN_DIVIDER);
  const alone = found(TERN_ALONE) && { transaction: false };
  if (!divider) return alone ? [{ direction: 'up', start: 0, end: sql.length, ...alone }] : [];
  return [
    { direction: 'up', start: 0, end: divider.start, ...alone },
    { direction: 'down', start: divider.end, end: sql.length, ...alone },
  ];
}
