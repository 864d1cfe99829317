import { mayLookInto } from '../project/disk.ts';
import { relativeTo } from '../text/path.ts';
import type { Io } from './io.ts';
import { UsageError } from './io.ts';

/** A folder that may not be looked into seems empty, and empty is not the same as fine. Throws `UsageError`. */
export function refuseClosed(folders: readonly string[], io: Io): void {
  for (const folder of folders) {
    if (!mayLookInto(folder)) throw new UsageError(`cannot look into the folder ${relativeTo(io.cwd, folder)}: permission denied.`);
  }
}
