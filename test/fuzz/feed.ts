import { fork } from 'node:child_process';
import path from 'node:path';
import type { Said } from './child.ts';
import type { Tally } from './tally.ts';

/** Of waiting, in ms, on a machine that does other things as well. */
export const PATIENCE = 60_000;
/** In MB; Node gives a process more where the machine has more. */
const HEAP = 1024;
const ARGUMENTS = ['--import', path.join(import.meta.dirname, '../typescript.mjs'), '--expose-gc', `--max-old-space-size=${HEAP}`];

interface Inputs { readonly from: number; readonly to: number; readonly seed: number; readonly folders: readonly string[] }

/** Judges inputs in one process until all are done, or it hangs or dies over one; gives the number to go on with. */
export function feed({ from, to, seed, folders }: Inputs, tally: Tally): Promise<number> {
  return new Promise((resolve) => {
    const child = fork(path.join(import.meta.dirname, 'child.ts'), [seed, from, to, ...folders].map(String), { execArgv: ARGUMENTS });
    let at = from;
    let ended = from;
    let first: number | undefined;
    let hangs = false;
    const giveUp = () => {
      hangs = true;
      child.kill('SIGKILL');
    };
    let watch = setTimeout(giveUp, PATIENCE);
    child.on('message', (said: Said) => {
      clearTimeout(watch);
      watch = setTimeout(giveUp, PATIENCE);
      if (said.kind === 'begun') at = said.number;
      if (said.kind === 'ended') {
        ended = said.outcome.number + 1;
        tally.add(said.outcome);
      }
      if (said.kind === 'settled') {
        if (first !== undefined) tally.grown(said.used - first, `${from} to ${to - 1}`);
        first = said.used;
      }
    });
    child.on('exit', (code, signal) => {
      clearTimeout(watch);
      if (ended >= to) return resolve(to);
      tally.failed(hangs ? `HANGS ${at}` : `DIES ${at}: ${signal ?? `exit code ${code}`}`);
      resolve(at + 1);
    });
  });
}
