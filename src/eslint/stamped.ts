import fs from 'node:fs';
import { hashOf } from '../text/hash.ts';
import type { World } from '../text/world.ts';

/** A file that changed twice within a tick of the file system's clock may keep its stamp; so young ones are read again. */
const YOUNG = 2000;

/** A world that remembers what it was asked, so that it can say later whether every answer still holds. */
export class Stamped implements World {
  readonly #below: World;
  readonly #answers = new Map<string, () => boolean>();

  constructor(below: World) {
    this.#below = below;
  }

  /** Whether all that was read, listed or looked for is as it was. */
  get holds(): boolean {
    return [...this.#answers.values()].every((stillHolds) => stillHolds());
  }

  read(path: string): Uint8Array {
    const before = stampOf(path);
    const bytes = this.#below.read(path);
    const hash = isYoung(before) ? hashOf(bytes) : undefined;
    this.#answers.set(`read ${path}`, () => stampOf(path).text === before.text && (hash === undefined || this.#hashOf(path) === hash));
    return bytes;
  }

  list(folder: string, like?: RegExp): readonly string[] {
    const names = this.#below.list(folder, like);
    const listed = names.join('\0');
    this.#answers.set(`list ${folder} ${like?.source ?? ''}`, () => this.#below.list(folder, like).join('\0') === listed);
    return names;
  }

  kindOf(path: string): 'file' | 'folder' | 'nothing' {
    const kind = this.#below.kindOf(path);
    this.#answers.set(`kind ${path}`, () => this.#below.kindOf(path) === kind);
    return kind;
  }

  #hashOf(path: string): string {
    try {
      return hashOf(this.#below.read(path));
    } catch {
      return '';
    }
  }
}

interface Stamp { readonly text: string; readonly changed: number }

function stampOf(path: string): Stamp {
  const stat = fs.statSync(path, { bigint: true, throwIfNoEntry: false });
  if (!stat) return { text: 'none', changed: 0 };
  return { text: [stat.ino, stat.size, stat.mtimeNs, stat.ctimeNs].join(' '), changed: Math.max(Number(stat.mtimeMs), Number(stat.ctimeMs)) };
}

function isYoung({ changed }: Stamp): boolean {
  return Date.now() - changed < YOUNG;
}
