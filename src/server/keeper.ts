import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Socket } from 'node:net';
import { as, type Account } from './account.ts';

/** A server process on Unix, and the shell that ends it whatever way this process dies. */
export interface Keeper {
  /** What the server said to its end; undefined while it runs. */
  ended(): string | undefined;
  /** Stops the server, waits until it is gone, and removes the folder. */
  stop(): Promise<void>;
}

export interface Watched {
  /** A folder that is removed when the server is gone. */
  readonly base: string;
  /** A template to be copied before the server starts. */
  readonly copy?: { readonly from: string; readonly to: string };
  /** INT is a clean shutdown; QUIT an immediate one, for data that is thrown away. */
  readonly signal: 'INT' | 'QUIT';
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly account: Account | undefined;
}

/**
 * Its standard input is a pipe of which only we hold the other end: when we die, SIGKILL included, it is closed, and the
 * shell goes on from `read`. The server is the shell's child, so there is no moment in which nobody watches over it. The
 * signal is repeated because a server that is only just starting does not listen yet; after 10 s the patience ends.
 */
const script = `
base=$1 signal=$2 from=$3 to=$4
shift 4
trap 'rm -rf "$base"' EXIT
if [ -n "$from" ]; then cp -R -p "$from" "$to" || exit 1; fi
"$@" </dev/null >/dev/null &
server=$!
exec 2>/dev/null
read -r end
tries=0
while kill -s "$signal" "$server"; do
  tries=$((tries + 1))
  [ "$tries" -lt 200 ] || signal=QUIT
  sleep 0.05
done
`;

const LONGEST_LOG = 64 * 1024;

/** Starts the server. Detached, so that Ctrl-C in the terminal reaches us and not the server. */
export function keep({ base, copy, signal, command, env, account }: Watched): Keeper {
  const args = ['-c', script, 'phasewise-keeper', base, signal, copy?.from ?? '', copy?.to ?? '', ...command];
  const shell = spawn('/bin/sh', args, { ...as(account), cwd: '/', env, detached: true, stdio: ['pipe', 'ignore', 'pipe'] });
  let log = '';
  let ended = false;
  const end = (): void => void (ended = true);
  shell.on('error', (error) => {
    log += error.message;
    end();
  });
  shell.stderr.on('data', (data) => (log = (log + String(data)).slice(-LONGEST_LOG)));
  // The server holds the other end of this pipe: it closes when the last of its processes is gone.
  shell.stderr.on('close', end);
  shell.stdin.on('error', end);
  const exit = once(shell, 'exit').catch(() => undefined);
  for (const each of [shell, shell.stdin, shell.stderr]) if (each === shell || each instanceof Socket) each.unref();

  return {
    ended: () => (ended ? log : undefined),
    stop: async () => {
      shell.ref();
      shell.stdin.end();
      await exit;
    },
  };
}
