import type { Ground } from '../run/run.ts';
import type { Io } from './io.ts';
import type { Online } from './online.ts';
import { Progress } from './progress.ts';

/** What a run stands on, told to the terminal as it goes. */
export function groundOf({ project, line, dial, target }: Online, io: Io): { readonly ground: Ground; readonly progress: Progress } {
  const progress = new Progress(io);
  const ground: Ground = {
    line, dial, target, versionTable: project.found.versionTable, config: project.config.run,
    signal: io.interrupted, tell: (event) => progress.tell(event),
  };
  return { ground, progress };
}
