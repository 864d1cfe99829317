import type { Step } from '../../migrations/migration.ts';
import { tokensOf } from '../../sql/tokens.ts';
import { placeOf } from '../../text/mapped.ts';
import type { Span } from '../../text/place.ts';

/** The stretches between two kinds of comments, such as `-- +goose StatementBegin` and `-- +goose StatementEnd`. */
export function between(begin: RegExp, end: RegExp): (sql: string) => readonly Span[] {
  return (sql) => {
    const spans: Span[] = [];
    let opened: number | undefined;
    for (const token of tokensOf(sql)) {
      if (token.kind !== 'comment') continue;
      const comment = sql.slice(token.start, token.end);
      if (begin.test(comment)) opened ??= token.end;
      if (opened === undefined || !end.test(comment)) continue;
      spans.push({ start: opened, end: token.start });
      opened = undefined;
    }
    return spans;
  };
}

/** The stretches that a line parts, wherever it stands. */
export function partedBy(line: string): (sql: string) => readonly Span[] {
  return (sql) => {
    const spans: Span[] = [];
    for (let start = 0; start <= sql.length;) {
      const at = sql.indexOf(line, start);
      const end = at < 0 ? sql.length : at;
      spans.push({ start, end });
      start = end + line.length;
    }
    return spans;
  };
}

/** Statements that begin in the same stretch go out as one string. */
export function inPieces(steps: readonly Step[], path: string, spans: readonly Span[]): readonly Step[] {
  if (spans.length === 0) return steps;
  return steps.map((step) => {
    if (step.kind !== 'statement') return step;
    const place = placeOf(step.sql, { start: 0, end: step.sql.text.length });
    const { span: { start } } = [place, ...(place.via ?? [])].find((one) => one.path === path) ?? place;
    const id = spans.findIndex((span) => span.start <= start && start < span.end);
    const span = spans[id];
    return span ? { ...step, call: { id, place: { path, span } } } : step;
  });
}
