import pc from 'picocolors';
import { absolute } from '../project/disk.ts';
import type { Io } from './io.ts';

const WIDTH = 80;

/** The terminal that this process runs in. */
export function terminal(args: readonly string[]): Io {
  const { env, stdout, stderr } = process;
  let interrupted: AbortSignal | undefined;
  return {
    env,
    cwd: absolute('.'),
    interactive: mayMove(env, stdout.isTTY === true),
    columns: stdout.columns || Number(env['COLUMNS']) || WIDTH,
    colors: pc.createColors(isColoured(args, env, stdout.isTTY === true)),
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    get interrupted() {
      return (interrupted ??= interruption());
    },
  };
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
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (controller.signal.aborted) process.exit(signal === 'SIGINT' ? 130 : 143);
      controller.abort(signal);
    });
  }
  return controller.signal;
}
