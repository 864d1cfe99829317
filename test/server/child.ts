import { build } from 'esbuild';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import path from 'node:path';

/** A process of its own that started a server, or could not. */
export interface Child {
  readonly pid: number;
  /** The server, or why there is none. */
  readonly said: { readonly host: string; readonly pid: number } | { readonly error: string };
  stop(): Promise<void>;
  kill(): Promise<void>;
}

/** The program in one file in a folder: whoever may read that folder can run it. */
export async function bundled(folder: string): Promise<string> {
  const outfile = path.join(folder, 'start.mjs');
  const banner = { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" };
  const entryPoints = [path.join(import.meta.dirname, 'program', 'start.ts')];
  await build({ entryPoints, outfile, banner, bundle: true, platform: 'node', format: 'esm', external: ['pg-native'], logLevel: 'error' });
  return outfile;
}

export interface Start {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The user to run as; undefined: this one. */
  readonly uid?: number;
}

/** Runs the program until it has a server, or none. */
export async function startChild(program: string, { args, env, uid }: Start): Promise<Child> {
  const ids = uid === undefined ? {} : { uid, gid: uid };
  const child = spawn(process.execPath, [program, ...args], { ...ids, cwd: '/', env: { PATH: process.env['PATH'], ...env }, stdio: ['pipe', 'pipe', 'inherit'] });
  const exit = once(child, 'exit');
  const [line] = await once(createInterface(child.stdout), 'line');
  return {
    pid: child.pid ?? 0,
    said: JSON.parse(line),
    stop: async () => {
      child.stdin.end('stop\n');
      await exit;
    },
    kill: async () => {
      child.kill('SIGKILL');
      await exit;
    },
  };
}
