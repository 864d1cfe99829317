import { printable } from '../report/printable.ts';
import { hanging, proseWidth, wordsOf } from '../report/wrap.ts';
import type { StatementRan } from '../run/events.ts';
import type { Notice } from '../run/notices.ts';
import type { PlannedScript } from '../run/plan.ts';
import { alike, times } from './alike.ts';
import { beside } from './beside.ts';
import { durationText } from './duration-text.ts';
import type { Io } from './io.ts';
import { locksOf } from './locks-text.ts';

/** "003 add priority to tasks                     transaction" */
export function scriptLine(script: PlannedScript, io: Pick<Io, 'colors' | 'columns'>): string {
  const { revision, direction } = script.step;
  const id = printable(revision.id);
  const title = printable(revision.migration.title === '' ? '' : ` ${revision.migration.title}`);
  const down = direction === 'down' ? 'undo ' : '';
  return beside({ text: `${down}${id}${title}`, painted: `${down}${io.colors.bold(id)}${title}` }, [wrapping(script)], io);
}

function wrapping({ parts, delegated }: PlannedScript): string {
  if (delegated) return `left to Alembic: ${delegated.join(' ')}`;
  const [only, ...more] = parts;
  if (more.length > 0) return `${parts.length} parts, each committed by itself`;
  return only?.kind === 'outside' ? 'no transaction' : 'transaction';
}

/** What looks alike in its line but for the times. */
function keyOf({ statement }: StatementRan): string {
  return [statement.words, ...locksOf(statement)].join('\0');
}

/** Statements that ran, those that follow each other and look alike together; in lines. */
export function ranLines(ran: readonly StatementRan[], io: Io): readonly string[] {
  return alike(ran, keyOf).map((group) => ranLine(group, io));
}

/** Their work in all, and how long the first one's locks were held. */
function ranLine(group: readonly [StatementRan, ...StatementRan[]], io: Io): string {
  const [{ statement, held }] = group;
  const sum = (of: (ran: StatementRan) => number) => group.reduce((all, ran) => all + of(ran), 0);
  const locks = locksOf(statement);
  const tries = sum((ran) => ran.tries);
  const waited = tries === 0 ? [] : [`waited ${durationText(sum(({ queued }) => queued))} in ${tries + 1} tries`];
  const time = held === undefined || locks.length === 0 ? `took ${durationText(sum(({ took }) => took))}` : `held ${durationText(held)}`;
  const words = times(printable(statement.words), group.length);
  const line = beside({ text: `  ✓ ${words}`, painted: `  ${io.colors.green('✓')} ${words}` }, [...locks, ...waited, time], io);
  return [line, ...noticeLines(group.flatMap(({ notices }) => notices), io)].join('\n');
}

const NOTICES = 5;

/** What the server remarked, each remark once. */
function noticeLines(notices: readonly Notice[], { colors, columns }: Io): readonly string[] {
  const said = [...new Set(notices.map(({ severity, message }) => printable(`${severity}: ${message}`)))];
  const lines = said.slice(0, NOTICES).map((text) => hanging(wordsOf(text), proseWidth(columns), '      '));
  const more = said.length - lines.length;
  return [...lines, ...(more > 0 ? [`      … and ${more} more`] : [])].flatMap((text) => text.split('\n')).map(colors.yellow);
}
