import type { Reach } from '../../migrations/condition.ts';
import { ALWAYS } from '../../migrations/condition.ts';
import type { Statement, Step, Unread } from '../../migrations/migration.ts';
import type { Aside, PsqlText } from '../../sql/psql.ts';
import { split } from '../../sql/split.ts';
import { written } from '../../text/mapped.ts';
import type { Span } from '../../text/place.ts';

/** The steps of a stretch of a file, in their order: its statements, and what only psql could run, as unread. */
export function stepsOf(path: string, { sql, asides }: PsqlText, stretch: Span): readonly Step[] {
  const statements = split(sql.slice(stretch.start, stretch.end)).pieces.map((piece): Placed => {
    const span = { start: stretch.start + piece.start, end: stretch.start + piece.end };
    return { at: span.start, step: statement(path, sql, span) };
  });
  const unread = asides
    .filter(({ start }) => stretch.start <= start && start < stretch.end)
    .map((aside): Placed => ({ at: aside.start, step: unreadAside(path, aside) }));
  return [...statements, ...unread].sort((a, b) => a.at - b.at).map(({ step }) => step);
}

interface Placed { readonly at: number; readonly step: Step }

function statement(path: string, sql: string, span: Span): Statement {
  return { kind: 'statement', sql: written(path, sql, span), origin: 'written', when: ALWAYS, repeats: false, standIns: [] };
}

function unreadAside(path: string, { command, start, end }: Aside): Unread {
  return { kind: 'unread', reason: reasonOf(command), place: { path, span: { start, end } }, reach: reachOf(command), when: ALWAYS };
}

function reasonOf(command: string): string {
  if (command === 'copy') return '`COPY … FROM stdin` takes its rows from the lines below it, and only psql sends those.';
  if (RUNS_A_FILE.test(command)) return `\`${command}\` makes psql run another file, which Phasewise does not read.`;
  return `\`${command}\` is a command of psql, which Phasewise does not carry out.`;
}

const RUNS_A_FILE = /^\\(?:i|ir|include|include_relative)$/;

/** Commands that only change what psql prints or remembers. */
const HARMLESS =
  /^\\(?:a|C|conninfo|echo|encoding|errverbose|f|h|help|html|o|p|print|prompt|pset|qecho|r|reset|restrict|s|set|t|T|timing|unrestrict|unset|warn|x|;|\?)$/;

function reachOf(command: string): Reach {
  if (command === 'copy' || command === '\\copy') return 'rows';
  return HARMLESS.test(command) || /^\\d/.test(command) ? 'nothing' : 'anything';
}
