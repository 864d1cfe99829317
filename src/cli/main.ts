import { witnessed } from '../project/outside.ts';
import { Keeper } from './keep/keeper.ts';
import type { Wanted } from './keep/wanted.ts';
import { run } from './program.ts';
import { terminal } from './terminal.ts';

/** Runs a command line in this process. `kept`: where the answer may be kept for the next one. */
export async function main(args: readonly string[], kept: Wanted | undefined): Promise<void> {
  const keeper = kept && new Keeper(kept);
  witnessed(keeper);
  const io = terminal(args, keeper?.env);
  const code = io.ended(await run(args, keeper ? keeper.around(io) : io));
  keeper?.keep(code);
  process.exitCode = code;
}
