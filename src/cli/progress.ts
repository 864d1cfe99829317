import { columnsOf } from '../report/width.ts';
import { printable } from '../report/printable.ts';
import type { BuildProgress } from '../run/build-progress.ts';
import type { RunEvent, StatementRan } from '../run/events.ts';
import type { PlannedScript } from '../run/plan.ts';
import { blockerText, endItText, sessionText } from './blockers-text.ts';
import { durationText } from './duration-text.ts';
import type { Io } from './io.ts';
import { locksText } from './locks-text.ts';

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const FRAME = 120;
const WORDS = 44;

/** Prints what a run tells: lines for what stands, and in a terminal one moving line for what goes on. */
export class Progress {
  readonly #io: Io;
  #timer: NodeJS.Timeout | undefined;
  /** What the moving line says. */
  #text = '';

  constructor(io: Io) {
    this.#io = io;
  }

  tell(event: RunEvent): void {
    switch (event.kind) {
      case 'waits for a run':
        return this.#line(this.#io.colors.yellow(`  ${waitText(event)}`));
      case 'script begins':
        return this.#line(scriptLine(event.script, this.#io));
      case 'statement begins':
        return this.#moving(printable(event.statement.words));
      case 'blocked': {
        const who = event.blockers.map(blockerText).join('; ');
        this.#line(this.#io.colors.yellow(printable(`  ${event.statement.words}: ${who}. Not queueing behind it, so nobody waits. `
          + `Trying again as soon as it ends; giving up in ${durationText(event.giveUpIn)}. ${endItText(event.blockers)}`).trimEnd()));
        return this.#moving(`${printable(event.statement.words)}: waiting`);
      }
      case 'waits': {
        const who = event.blockers.map(sessionText).join('; ');
        this.#line(this.#io.colors.yellow(printable(`  ${event.statement.words}: waiting until ${who} ${event.blockers.length > 1 ? 'end their transactions' : 'ends its transaction'}. Nobody waits behind it.`)));
        return this.#moving(`${printable(event.statement.words)}: waiting`);
      }
      case 'building':
        this.#text = `${printable(event.statement.words)}  ${buildText(event.progress)}`;
        return;
      case 'committed':
        for (const ran of event.ran) this.#line(ranLine(ran, this.#io));
        return;
      case 'script done':
        return this.end();
    }
  }

  /** Takes the moving line away. */
  end(): void {
    if (this.#timer === undefined) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#io.out('\r\u001b[2K');
  }

  #line(text: string): void {
    this.end();
    this.#io.out(`${text}\n`);
  }

  #moving(text: string): void {
    this.end();
    if (!this.#io.interactive) return;
    this.#text = text;
    const began = performance.now();
    let frame = 0;
    const draw = () => {
      const line = `  ${FRAMES[frame++ % FRAMES.length] ?? ''} ${this.#text}  ${durationText(performance.now() - began)}`;
      this.#io.out(`\r\u001b[2K${line.slice(0, this.#io.columns - 1)}`);
    };
    draw();
    this.#timer = setInterval(draw, FRAME);
    this.#timer.unref();
  }
}

/** "003 add priority to tasks                     transaction" */
export function scriptLine(script: PlannedScript, { colors }: Pick<Io, 'colors'>): string {
  const { revision, direction } = script.step;
  const title = printable(revision.migration.title === '' ? '' : ` ${revision.migration.title}`);
  const down = direction === 'down' ? 'undo ' : '';
  return `${down}${colors.bold(revision.id)}${padded(title, WORDS + 4 - columnsOf(down + revision.id))}${colors.dim(wrapping(script))}`;
}

export function padded(text: string, columns: number): string {
  return `${text}${' '.repeat(Math.max(2, columns - columnsOf(text)))}`;
}

function wrapping({ parts }: PlannedScript): string {
  const [only, ...more] = parts;
  if (more.length > 0) return `${parts.length} parts, each committed by itself`;
  return only?.kind === 'outside' ? 'no transaction' : 'transaction';
}

function ranLine(ran: StatementRan, { colors }: Io): string {
  const { statement, took, tries, queued, held } = ran;
  const locks = locksText(statement);
  const waited = tries === 0 ? [] : [`waited ${durationText(queued)} in ${tries + 1} tries`];
  const time = held === undefined || locks === '' ? `took ${durationText(took)}` : `held ${durationText(held)}`;
  const facts = [...(locks === '' ? [] : [locks]), ...waited, time].join(', ');
  return `  ${colors.green('✓')} ${padded(printable(statement.words), WORDS)}${colors.dim(facts)}`;
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
