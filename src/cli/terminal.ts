import { createInterface } from 'node:readline/promises';
import pc from 'picocolors';
import { absolute, reasonOf } from '../project/disk.ts';
import { cannotRepeat } from '../project/outside.ts';
import type { ExitCode, Io } from './io.ts';

const WIDTH = 80;

/** The terminal that this process runs in. */
export interface Terminal extends Io {
  /** The exit code in the end, when the command had this one: output that did not arrive is a mistake of the environment. */
  ended(code: ExitCode): ExitCode;
}

export function terminal(args: readonly string[], env: Io['env'] = process.env): Terminal {
  const { stdin, stdout, stderr } = process;
  let interrupted: AbortSignal | undefined;
  let lost: unknown;
  const onLost = (error: unknown) => {
    lost ??= error;
    // Whoever read the output has read enough; a run that changes a database is not broken off for that.
    if (interrupted === undefined) process.exit(saidOfLost(error, stderr));
  };
  stdout.on('error', onLost);
  stderr.on('error', () => undefined);
  return {
    env,
    cwd: absolute('.'),
    interactive: mayMove(env, stdout.isTTY === true),
    columns: stdout.columns || Number(env['COLUMNS']) || WIDTH,
    colors: pc.createColors(isColoured(args, env, stdout.isTTY === true)),
    async input() {
      cannotRepeat();
      const chunks: Buffer[] = [];
      for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
      return Buffer.concat(chunks);
    },
    ...(stdin.isTTY && stderr.isTTY && { ask: askedOn(stdin, stderr) }),
    out: (text) => {
      if (lost !== undefined) return;
      try {
        stdout.write(text);
      } catch (error) {
        onLost(error);
      }
    },
    err: (text) => void stderr.write(text),
    get interrupted() {
      return (interrupted ??= interruption());
    },
    ended: (code) => (lost === undefined ? code : saidOfLost(lost, stderr) || code),
  };
}

function askedOn(input: NodeJS.ReadStream, output: NodeJS.WriteStream): NonNullable<Io['ask']> {
  return async (question) => {
    cannotRepeat();
    const lines = createInterface({ input, output });
    try {
      return await lines.question(question);
    } finally {
      lines.close();
    }
  };
}

/** Says why the output did not arrive, unless nobody wanted more of it; the exit code for it. */
function saidOfLost(error: unknown, stderr: NodeJS.WriteStream): ExitCode {
  if (error instanceof Error && 'code' in error && error.code === 'EPIPE') return 0;
  stderr.write(`phasewise: the output could not be written: ${reasonOf(error)}.\n`);
  return 2;
}

/** https://no-color.org and FORCE_COLOR; no colour where the output is piped. */
export function isColoured(args: readonly string[], env: Io['env'], isTerminal: boolean): boolean {
  if (args.includes('--no-color')) return false;
  if (args.includes('--color')) return true;
  if (env['NO_COLOR']) return false;
  if (env['FORCE_COLOR'] !== undefined) return env['FORCE_COLOR'] !== '0' && env['FORCE_COLOR'] !== 'false';
  return isTerminal && env['TERM'] !== 'dumb';
}

/** A terminal without a cursor to move shows every step of a moving line. */
export function mayMove(env: Io['env'], isTerminal: boolean): boolean {
  return isTerminal && env['TERM'] !== 'dumb';
}

/** Only who asks for it takes the signals over: elsewhere Ctrl-C ends the process as it does every other. */
function interruption(): AbortSignal {
  const controller = new AbortController();
  for (const [signal, code] of [['SIGINT', 130], ['SIGTERM', 143], ['SIGHUP', 129]] as const) {
    process.on(signal, () => {
      if (controller.signal.aborted) process.exit(code);
      controller.abort(signal);
    });
  }
  return controller.signal;
}
