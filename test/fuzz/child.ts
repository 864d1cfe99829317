import { setImmediate } from 'node:timers/promises';
import { corpus } from './corpus.ts';
import { runOne } from './one.ts';
import type { Outcome } from './one.ts';

/** What a process of inputs says: what is begun, what came of it, and the memory in use once nothing is under way, in MB. */
export type Said =
  | { readonly kind: 'begun'; readonly number: number }
  | { readonly kind: 'ended'; readonly outcome: Outcome }
  | { readonly kind: 'settled'; readonly after: number; readonly used: number };

/** Of the first ones, what is loaded lazily is loaded. */
const WARM = 100;

const [seed = '1', from = '0', to = '0', ...folders] = process.argv.slice(2);
const specimens = corpus(folders);
// Who is no longer listened to has nothing to do.
process.on('disconnect', () => process.exit());
for (let number = Number(from); number < Number(to); number++) {
  say({ kind: 'begun', number });
  say({ kind: 'ended', outcome: runOne(number, Number(seed), specimens) });
  // What is only held until the turn ends is let go, as between two files of an editor.
  await setImmediate();
  const after = number + 1 - Number(from);
  if (after === WARM || number + 1 === Number(to)) say({ kind: 'settled', after, used: settled() });
}
process.disconnect?.();

function say(said: Said): void {
  process.send?.(said);
}

function settled(): number {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 2 ** 20;
}
