import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { corpus } from './corpus.ts';
import { PATIENCE } from './feed.ts';
import { inputOf } from './input.ts';

const BIN = path.resolve(import.meta.dirname, '../../dist/bin.cjs');

/** Sends an input through the command itself; says what went wrong. */
export function throughTheCommand(number: number, seed: number, specimens: ReturnType<typeof corpus>): string | undefined {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'phasewise-fuzz-'));
  try {
    for (const [name, bytes] of Object.entries(inputOf(number, seed, specimens).files)) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), bytes);
    }
    const { status, stderr } = spawnSync(process.execPath, [BIN, 'lint', '--down'], { cwd: folder, encoding: 'utf8', timeout: PATIENCE });
    const isAnswer = status === 0 || status === 1 || status === 2;
    return isAnswer && !/a mistake in Phasewise/.test(stderr) ? undefined : `COMMAND ${number}: ${status ?? 'killed'} ${stderr.slice(0, 500)}`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
