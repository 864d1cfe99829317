import pc from 'picocolors';
import { run } from '../../src/cli/program.ts';
import type { Io } from '../../src/cli/io.ts';

export interface Ran { readonly code: number; readonly out: string; readonly err: string }

/** Runs the command line in a folder, as a person at a terminal without colours would. */
export async function phasewise(args: string | readonly string[], cwd: string, more: Partial<Io> = {}): Promise<Ran> {
  let out = '';
  let err = '';
  const io: Io = {
    env: {},
    cwd,
    interactive: false,
    columns: 80,
    colors: pc.createColors(false),
    input: () => Promise.resolve(new Uint8Array()),
    out: (text) => { out += text; },
    err: (text) => { err += text; },
    interrupted: new AbortController().signal,
    ...more,
  };
  const code = await run(typeof args === 'string' ? args.split(' ').filter((arg) => arg !== '') : args, io);
  return { code, out, err };
}
