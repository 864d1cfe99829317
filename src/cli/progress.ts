import { printable } from '../report/printable.ts';
import { clipped } from '../report/width.ts';
import { hanging, proseWidth, wordsOf } from '../report/wrap.ts';
import type { BuildProgress } from '../run/build-progress.ts';
import type { RunEvent, StatementRan } from '../run/events.ts';
import type { Notice } from '../run/notices.ts';
import type { PlannedScript } from '../run/plan.ts';
import { alike, times } from './alike.ts';
import { beside } from './beside.ts';
import { blockerText, endItCommand, sessionText } from './blockers-text.ts';
import { durationText } from './duration-text.ts';
import type { Io } from './io.ts';
import { locksOf } from './locks-text.ts';

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const FRAME = 120;

/** Prints what a run tells: lines for what stands, and in a terminal one moving line for what goes on. */
export class Progress {
  readonly #io: Io;
  #timer: NodeJS.Timeout | undefined;
  /** What the moving line says, and since when; undefined: there is none. */
  #text: string | undefined;
  #began = 0;
  #frame = 0;
  #drawnAt = -Infinity;
  #isDrawn = false;

  constructor(io: Io) {
    this.#io = io;
  }

  tell(event: RunEvent): void {
    switch (event.kind) {
      case 'waits for a run':
        return this.#note(waitText(event));
      case 'script begins':
        return this.#line(scriptLine(event.script, this.#io));
      case 'statement begins':
        return this.#moving(printable(event.statement.words));
      case 'blocked': {
        const { statement: { words }, blockers, giveUpIn } = event;
        const command = endItCommand(blockers);
        this.#note(`${words}: ${blockers.map(blockerText).join('; ')}. Not queueing behind it, so nobody waits. `
          + `Trying again as soon as it ends; giving up in ${durationText(giveUpIn)}.`, command === undefined ? [] : ['End it yourself:', command]);
        return this.#moving(`${printable(words)}: waiting`);
      }
      case 'waits': {
        const { statement: { words }, blockers } = event;
        const end = blockers.length > 1 ? 'end their transactions' : 'ends its transaction';
        this.#note(`${words}: waiting until ${blockers.map(sessionText).join('; ')} ${end}. Nobody waits behind it.`);
        return this.#moving(`${printable(words)}: waiting`);
      }
      case 'building':
        this.#text = `${printable(event.statement.words)}  ${buildText(event.progress)}`;
        return;
      case 'committed':
        for (const group of alike(event.ran, keyOf)) this.#line(ranLine(group, this.#io));
        return;
      case 'script done':
        return this.end();
    }
  }

  /** Takes the moving line away. */
  end(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#erase();
  }

  /** `whole`: what follows it and is not to be broken. */
  #note(text: string, whole: readonly string[] = []): void {
    const { columns, colors } = this.#io;
    const said = hanging([...wordsOf(printable(text)), ...whole], proseWidth(columns), '  ');
    this.#line(said.split('\n').map(colors.yellow).join('\n'));
  }

  #line(text: string): void {
    this.#erase();
    this.#io.out(`${text}\n`);
  }

  /** A script may have more statements than a terminal can follow: they take turns at being shown. */
  #moving(text: string): void {
    if (!this.#io.interactive) return;
    this.#text = text;
    this.#began = performance.now();
    this.#timer ??= setInterval(() => this.#draw(), FRAME).unref();
    if (this.#began - this.#drawnAt >= FRAME) this.#draw();
  }

  #draw(): void {
    if (this.#text === undefined) return;
    const now = performance.now();
    const line = `  ${FRAMES[this.#frame++ % FRAMES.length] ?? ''} ${this.#text}  ${durationText(now - this.#began)}`;
    this.#io.out(`\r\u001b[2K${clipped(line, this.#io.columns - 1)}`);
    this.#drawnAt = now;
    this.#isDrawn = true;
  }

  #erase(): void {
    this.#text = undefined;
    if (!this.#isDrawn) return;
    this.#isDrawn = false;
    this.#io.out('\r\u001b[2K');
  }
}

/** "003 add priority to tasks                     transaction" */
export function scriptLine(script: PlannedScript, io: Pick<Io, 'colors' | 'columns'>): string {
  const { revision, direction } = script.step;
  const id = printable(revision.id);
  const title = printable(revision.migration.title === '' ? '' : ` ${revision.migration.title}`);
  const down = direction === 'down' ? 'undo ' : '';
  return beside({ text: `${down}${id}${title}`, painted: `${down}${io.colors.bold(id)}${title}` }, [wrapping(script)], io);
}

function wrapping({ parts }: PlannedScript): string {
  const [only, ...more] = parts;
  if (more.length > 0) return `${parts.length} parts, each committed by itself`;
  return only?.kind === 'outside' ? 'no transaction' : 'transaction';
}

/** What looks alike in its line but for the times. */
function keyOf({ statement }: StatementRan): string {
  return [statement.words, ...locksOf(statement)].join('\0');
}

/** Statements that follow each other and look alike: their work in all, and how long the first one's locks were held. */
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

/** "building index: scanning table 61 % (2.9 M of 4.7 M blocks)" */
function buildText({ phase, done, total, unit }: BuildProgress): string {
  if (total === 0) return phase;
  return `${phase} ${Math.floor(100 * done / total)} % (${countText(done)} of ${countText(total)} ${unit})`;
}

function countText(count: number): string {
  if (count < 10_000) return String(count);
  return count < 1_000_000 ? `${Math.round(count / 1000)} k` : `${(count / 1_000_000).toFixed(1)} M`;
}

function waitText({ holder }: Extract<RunEvent, { kind: 'waits for a run' }>): string {
  if (holder === undefined) return 'Another run is at work on this database; waiting for it.';
  const since = holder.since === null ? '' : `, connected since ${holder.since}`;
  return `Another run is at work on this database: pid ${holder.pid} (${printable(holder.application)}${since}). Waiting for it.`;
}
