import { withBuffer } from '../project/buffer.ts';
import { absolute, disk } from '../project/disk.ts';
import type { World } from '../text/world.ts';
import type { Io } from './io.ts';
import { UsageError } from './io.ts';

/** As which path standard input is typed. */
const INPUT = '-';

/** The paths that are meant, and the files: those of the disk, and what comes from standard input. */
export interface Given { readonly paths: readonly string[]; readonly world: World }

/** `-` stands for the text of the file that `--stdin-filename` names, as if it were saved. Throws `UsageError`. */
export async function given(typed: readonly string[], filename: string | undefined, io: Io): Promise<Given> {
  const isRead = typed.includes(INPUT);
  if (!isRead && filename === undefined) return { paths: typed, world: disk };
  if (filename === undefined) throw new UsageError('- reads a migration from standard input. Say which file it is: --stdin-filename migrations/004_tags.sql.');
  if (!isRead) throw new UsageError(`--stdin-filename goes with - as path: phasewise lint - --stdin-filename ${filename}.`);
  const path = absolute(filename, io.cwd);
  if (disk.kindOf(path) === 'folder') throw new UsageError(`--stdin-filename ${filename} is a folder; it takes the path of a file.`);
  return { paths: typed.map((one) => (one === INPUT ? path : one)), world: withBuffer(disk, path, await io.input()) };
}
