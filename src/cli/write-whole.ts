import fs from 'node:fs';
import path from 'node:path';
import { reasonOf } from '../project/disk.ts';
import { cannotRepeat } from '../project/outside.ts';
import { UsageError } from './io.ts';

/**
 * Writes a file so that whoever reads it meets the old content or the new one, never a part; folders on the way are
 * made. What is no ordinary file (a pipe, /dev/stdout) is written to as it is. Throws `UsageError`.
 */
export function writeWhole(file: string, text: string): void {
  cannotRepeat();
  try {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    const stat = fs.statSync(file, { throwIfNoEntry: false });
    if (!stat) replace(file, text);
    else if (!stat.isFile() || file.startsWith('/dev/')) fs.writeFileSync(file, text);
    else replaceOrOverwrite(fs.realpathSync(file), text, stat.mode);
  } catch (error) {
    throw new UsageError(`cannot write ${file}: ${reasonOf(error)}.`);
  }
}

/** A folder may be closed whose file is open to us; a file may be mounted, so that none can take its place. */
const IN_PLACE = ['EACCES', 'EPERM', 'EBUSY', 'EXDEV'];

function replaceOrOverwrite(file: string, text: string, mode: number): void {
  try {
    replace(file, text, mode);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && IN_PLACE.includes(String(error.code)))) throw error;
    fs.writeFileSync(file, text);
  }
}

function replace(file: string, text: string, mode?: number): void {
  const beside = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}`);
  try {
    fs.writeFileSync(beside, text, mode === undefined ? {} : { mode });
    fs.renameSync(beside, file);
  } catch (error) {
    fs.rmSync(beside, { force: true });
    throw error;
  }
}
