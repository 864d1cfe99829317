import fs from 'node:fs';
import { reasonOf } from '../../project/disk.ts';
import type { Kept } from './answer.ts';

/** Says what an earlier run has said; the exit code. Whoever reads it may have read enough. */
export function say({ output, code }: Kept): 0 | 1 | 2 {
  try {
    for (const { to, bytes } of output) write(to, bytes);
    return code;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EPIPE') return 0;
    process.stderr.write(`phasewise: the output could not be written: ${reasonOf(error)}.\n`);
    return 2;
  }
}

function write(to: 1 | 2, bytes: Uint8Array): void {
  for (let from = 0; from < bytes.length;) {
    try {
      from += fs.writeSync(to, bytes, from);
    } catch (error) {
      // A pipe that does not wait for its reader: we do.
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2);
    }
  }
}
