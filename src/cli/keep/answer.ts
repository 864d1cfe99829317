import fs from 'node:fs';
import path from 'node:path';
import { answerTo } from '../../project/disk.ts';
import type { Asked } from './heard.ts';
import { Heard } from './heard.ts';
import { sealOf } from './seal.ts';
import type { Wanted } from './wanted.ts';

/** What a run depended on, and what it came to. The text of the output follows it in the file. */
export interface Head {
  /** Of variables that were asked for, what they held. */
  readonly env: readonly (readonly [name: string, value: string | null])[];
  readonly asked: readonly Asked[];
  /** Of the disk's answers. */
  readonly digest: string;
  readonly code: 0 | 1;
  /** To which of the two outputs how many bytes went, in this order. */
  readonly output: readonly (readonly [to: 1 | 2, bytes: number])[];
}

/** An answer that still holds. */
export interface Kept { readonly code: 0 | 1; readonly output: readonly { readonly to: 1 | 2; readonly bytes: Uint8Array }[] }

/** What else an answer depends on: what the terminal is like, and the day, since what is allowed may be allowed until one. */
export function circumstances(stdout: { readonly isTTY?: boolean; readonly columns?: number }): string {
  return JSON.stringify([stdout.isTTY === true, stdout.columns ?? 0, new Date().toISOString().slice(0, 10)]);
}

/** The file that holds the answer to this command line under these circumstances. */
export function fileOf({ build, args, cwd, folder }: Wanted, about: string, secret: Buffer): string {
  const key = sealOf(secret, JSON.stringify([build, process.version, cwd, args, about]));
  return path.join(folder, `${key.slice(0, 32)}.answer`);
}

/** The answer that a file holds; undefined where it is not ours, is broken, or would be another one by now. */
export function keptIn(file: string, { env }: Wanted, secret: Buffer): Kept | undefined {
  try {
    const bytes = fs.readFileSync(file);
    const [sealEnd, headEnd] = [bytes.indexOf(10), bytes.indexOf(10, bytes.indexOf(10) + 1)];
    if (sealEnd < 0 || headEnd < 0 || sealOf(secret, bytes.subarray(sealEnd + 1)) !== bytes.toString('latin1', 0, sealEnd)) return undefined;
    const head: Head = JSON.parse(bytes.toString('utf8', sealEnd + 1, headEnd));
    if (!head.env.every(([name, value]) => (env[name] ?? null) === value) || digestOf(head.asked) !== head.digest) return undefined;
    let from = headEnd + 1;
    return { code: head.code, output: head.output.map(([to, length]) => ({ to, bytes: bytes.subarray(from, from += length) })) };
  } catch {
    return undefined;
  }
}

/** Asks the disk all of it again. */
function digestOf(asked: readonly Asked[]): string {
  const heard = new Heard();
  for (const one of asked) {
    const [question, file, like] = one;
    heard.hear(one, answerTo(question, file, like && new RegExp(...like)));
  }
  return heard.digest;
}
