import { spawn, type SpawnOptions } from 'node:child_process';

/** How a program ended. `code` is undefined where it could not be started or was killed. */
export interface Ended {
  readonly code: number | undefined;
  readonly output: string;
  /** The reason why it could not be started: "ENOENT". */
  readonly notStarted?: string;
}

/** Runs a program to its end and collects what it says. */
export function run(program: string, args: readonly string[], options: SpawnOptions): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data) => (output += String(data)));
    child.on('error', (error) => resolve({ code: undefined, output, notStarted: 'code' in error ? String(error.code) : error.message }));
    child.on('close', (code) => resolve({ code: code ?? undefined, output }));
  });
}
