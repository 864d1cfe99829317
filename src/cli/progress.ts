import { printable } from '../report/printable.ts';
import { clipped } from '../report/width.ts';
import { hanging, proseWidth, wordsOf } from '../report/wrap.ts';
import type { RunEvent } from '../run/events.ts';
import type { PlannedStatement } from '../run/plan.ts';
import { beside } from './beside.ts';
import { blockerText, endItCommand, sessionText } from './blockers-text.ts';
import { buildText } from './build-text.ts';
import { durationText } from './duration-text.ts';
import type { Io } from './io.ts';
import { ranLines, scriptLine } from './ran-text.ts';

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const FRAME = 120;
/** How soon others in the way of the same statement get a line of their own, in milliseconds. */
const TELL_AGAIN = 10_000;

/** Prints what a run tells: lines for what stands, and in a terminal one moving line for what goes on. */
export class Progress {
  readonly #io: Io;
  #timer: NodeJS.Timeout | undefined;
  /** What the moving line says, and since when; undefined: there is none. */
  #text: string | undefined;
  #began = 0;
  #frame = 0;
  #told: { readonly statement: PlannedStatement; readonly at: number } | undefined;
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
      case 'passed over':
        return this.#line(passedOverText(event, this.#io));
      case 'blocked': {
        const { statement: { words }, blockers, giveUpIn } = event;
        const command = endItCommand(blockers);
        if (this.#isTold(event.statement)) return this.#moving(`${printable(words)}: waiting for ${blockers.map(sessionText).map(printable).join('; ')}`);
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
        for (const line of ranLines(event.ran, this.#io)) this.#line(line);
        return;
      case 'delegate begins':
        return this.#moving(printable(`${event.delegate.name}: ${event.words.join(' ')}`));
      case 'delegate said': {
        const text = this.#text;
        this.#line(this.#io.colors.dim(`    │ ${event.line.split('\t').map(printable).join('\t')}`));
        if (text !== undefined) this.#moving(text);
        return;
      }
      case 'delegate ended': {
        const { delegate: { name }, code, took } = event;
        const how = code === 0 ? `${this.#io.colors.green('✓')} ${name} ran it` : `${this.#io.colors.red('✗')} ${name} ended with ${code === null ? 'a signal' : `exit code ${code}`}`;
        return this.#line(`  ${how}  took ${durationText(took)}`);
      }
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

  /** On a table in much use others are in the way at each try; not all of them are worth a line. */
  #isTold(statement: PlannedStatement): boolean {
    const now = performance.now();
    if (this.#told?.statement === statement && now - this.#told.at < TELL_AGAIN) return true;
    this.#told = { statement, at: now };
    return false;
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

function waitText({ holder }: Extract<RunEvent, { kind: 'waits for a run' }>): string {
  if (holder === undefined) return 'Another run is at work on this database; waiting for it.';
  const since = holder.since === null ? '' : `, connected since ${holder.since}`;
  return `Another run is at work on this database: pid ${holder.pid} (${printable(holder.application)}${since}). Waiting for it.`;
}

function passedOverText({ statement, because }: Extract<RunEvent, { kind: 'passed over' }>, io: Io): string {
  const words = printable(statement.words);
  return beside({ text: `  – ${words}`, painted: `  ${io.colors.dim('–')} ${words}` }, ['passed over', because], io);
}
